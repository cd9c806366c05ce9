// What the browser itself keeps of what is typed, for the seconds in which the desk may be gone.

export class KeptHere {
  /** `roll` tells one roll from another that was at the same address of this machine before. */
  constructor(roll, path) {
    this.key = `ban-viet:${roll}:${path}`;
  }

  /** Return the kept edits; null when there are none, or they cannot be read. */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  write(edits) {
    try {
      localStorage.setItem(this.key, JSON.stringify(edits));
    } catch {
      // No room, or forbidden: the desk keeps them too.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Forbidden: then nothing was kept.
    }
  }
}

export const newest = (...all) => all.filter((one) => one?.data).sort((a, b) => (b.at || 0) - (a.at || 0))[0];

/** Return whether kept edits differ from what the file says: those that were saved last say nothing new. */
export function saysSomethingNew({ data, sections = {}, removed = [] }, opened) {
  const isSame = ([number, text]) => opened.sections[number]?.text === text;
  if (removed.length || !Object.entries(sections).every(isSame)) return true;
  return JSON.stringify(data) !== JSON.stringify(opened.data);
}
