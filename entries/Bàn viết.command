#!/bin/sh
# Bấm đúp để mở bàn viết / double-click to open the desk
cd "$(dirname "$0")/.." && exec python3 scripts/desk.py
