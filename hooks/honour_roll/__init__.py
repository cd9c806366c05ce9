"""The roll of honour: entries in git become values, checks and pages. Knows nothing of MkDocs or Material."""
