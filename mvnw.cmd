@echo off
rem Runs Maven: the one on the PATH when there is one, otherwise the one that the system's package manager brings.
setlocal
where mvn >nul 2>nul && goto run
where choco >nul 2>nul && choco install maven -y --no-progress
where mvn >nul 2>nul && goto run
where scoop >nul 2>nul && call scoop install maven
where mvn >nul 2>nul && goto run
echo Maven 3.8 or newer is needed: install it and put mvn on the PATH 1>&2
exit /b 1
:run
cd /d "%~dp0"
call mvn %*
exit /b %ERRORLEVEL%
