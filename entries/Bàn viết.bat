@echo off
rem Bam dup de mo ban viet / double-click to open the desk
chcp 65001 >nul
cd /d "%~dp0.."
where py >nul 2>nul && (py -3 scripts\desk.py) || (python scripts\desk.py)
if errorlevel 1 pause
