//! A program of the session, which ends with it.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Stdio,
};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::failure::{During, Failure, Outcome};

/// A running program. Dropping it ends the program and what it started in its process group.
pub(crate) struct Process {
    child: Child,
    group: Option<Pid>,
}

impl Process {
    /// Starts the program with only the given environment; its output goes to `log`.
    pub(crate) fn start<S: AsRef<OsStr>>(
        (program, package): (&'static str, &'static str),
        arguments: impl IntoIterator<Item = S>,
        environment: &[(String, String)],
        log: &Path,
    ) -> Outcome<Process> {
        Process::spawn(&installed(program, package)?, arguments, environment, log, Stdio::null())
    }

    /// Starts a program of this checkout.
    pub(crate) fn start_file<S: AsRef<OsStr>>(
        program: &Path,
        arguments: impl IntoIterator<Item = S>,
        environment: &[(String, String)],
        log: &Path,
    ) -> Outcome<Process> {
        Process::spawn(program, arguments, environment, log, Stdio::null())
    }

    /// Starts a program that says something in its first line of standard output: an address, a display.
    pub(crate) async fn start_and_hear<S: AsRef<OsStr>>(
        (program, package): (&'static str, &'static str),
        arguments: impl IntoIterator<Item = S>,
        environment: &[(String, String)],
        log: &Path,
    ) -> Outcome<(Process, String)> {
        let mut process =
            Process::spawn(&installed(program, package)?, arguments, environment, log, Stdio::piped())?;
        let mut line = String::new();
        if let Some(output) = process.child.stdout.take() {
            let mut output = BufReader::new(output);
            tokio::time::timeout(crate::wait::DEADLINE, output.read_line(&mut line))
                .await
                .during(program)?
                .during(program)?;
        }
        match line.trim() {
            "" => Err(Failure::Wrong(format!("{program} ended before it was ready"))),
            line => Ok((process, line.to_owned())),
        }
    }

    /// `setpriv` lets the program end even when this process is killed and can drop nothing.
    fn spawn<S: AsRef<OsStr>>(
        program: &Path,
        arguments: impl IntoIterator<Item = S>,
        environment: &[(String, String)],
        log: &Path,
        output: Stdio,
    ) -> Outcome<Process> {
        let what = program.display().to_string();
        let log = std::fs::OpenOptions::new().create(true).append(true).open(log).during(&what)?;
        let child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL"])
            .arg(program)
            .args(arguments)
            .env_clear()
            .envs(environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(log)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .during(&what)?;
        let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        Ok(Process { child, group })
    }

    /// The process id.
    pub(crate) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The code it ended with, once it has ended by itself.
    pub(crate) fn code(&mut self) -> Option<i32> {
        self.child.try_wait().ok().flatten().and_then(|status| status.code())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(group) = self.group {
            // It may have ended already, which is just as well.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// Where the program is, found as the shell would find it.
fn installed(program: &'static str, package: &'static str) -> Outcome<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
        .ok_or(Failure::Missing { program, package })
}
