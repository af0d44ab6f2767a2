# REQUIRES: slurm
# RUN: %python %s %ambit-command %source
"""packaging/slurm on a cluster of one node, on loopback: an array of shards, and a link that waits for them.

munged, slurmctld and slurmd run for the test alone, with all they keep in its directory. They run in the
foreground, as children that end with it whatever happens.
"""

import ctypes
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "Inputs"))
from engine import Trial

trial = Trial(sys.argv[1])
top = trial.top / "cluster"
top.mkdir()
# munged looks at who may write above its files.
os.chmod(trial.top, 0o755)
daemons = []


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def start(name, *command):
    with (top / f"{name}.out").open("w") as out:
        daemons.append(
            subprocess.Popen(
                [name, *map(str, command)], stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                env=environment, preexec_fn=die_with_parent, start_new_session=True,
            )
        )  # fmt: skip


def stop():
    """Ends the daemons, last first, and what they started: each has a session of its own."""
    for daemon in reversed(daemons):
        daemon.terminate()
    for daemon in reversed(daemons):
        try:
            daemon.wait(timeout=5)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(daemon.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        daemon.wait()


def wait_for(title, what, limit=30):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.2)
    logs = "".join(f"--- {log}\n{log.read_text(errors='replace')[-3000:]}" for log in sorted(top.glob("*.[ol]*")))
    trial.expect(f"{title} in {limit} s", False, logs)
    return False


host, user = socket.gethostname().split(".")[0], "root" if os.geteuid() == 0 else os.environ["USER"]
(top / "key").write_bytes(secrets.token_bytes(128))
os.chmod(top / "key", 0o600)
(top / "spool").mkdir()
(top / "slurm.conf").write_text(
    f"""ClusterName=ambit
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={top}/munge.socket
CredType=cred/munge
StateSaveLocation={top}
SlurmdSpoolDir={top}/spool
SlurmctldPidFile={top}/slurmctld.pid
SlurmdPidFile={top}/slurmd.pid
SlurmctldLogFile={top}/slurmctld.log
SlurmdLogFile={top}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SchedulerParameters=sched_interval=1,batch_sched_delay=0,defer_batch=no
SelectType=select/cons_tres
ReturnToService=2
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} State=UNKNOWN
PartitionName=batch Nodes={host} Default=YES State=UP
"""
)
environment = os.environ | {
    "SLURM_CONF": str(top / "slurm.conf"),
    "AMBIT": str(trial.ambit),
    "PATH": f"/usr/sbin:{os.environ['PATH']}",
}


def said(*command):
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
    return done.stdout + done.stderr


def job_state(job):
    found = re.search(r"JobState=(\w+)", said("scontrol", "show", "job", job))
    return found[1] if found else ""


def run_program(*options):
    """The state of the link job, when it has ended, and where the results are."""
    into = trial.sources / "ambit"
    job = trial.run(
        "bash", Path(sys.argv[2]) / "packaging/slurm/ambit-slurm", "-n", "3", *options, trial.sources, env=environment
    ).strip()
    trial.expect("the number of the link job is printed", job.isdigit(), job)
    ended = ("COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL")
    if not job.isdigit() or not wait_for("the jobs end", lambda: job_state(job) in ended, 90):
        print(said("squeue"), said("sinfo"))
    return job, into


def trials():
    if not wait_for("munged listens", lambda: (top / "munge.socket").exists()):
        return
    start("slurmctld", "-D", "-c")
    start("slurmd", "-D", "-c", "-N", host)
    if not wait_for("the node is idle", lambda: "idle" in said("sinfo", "-h", "-o", "%T")):
        return
    job, into = run_program()
    # It ends as `ambit link` does.
    shown = said("scontrol", "show", "job", job)
    trial.expect("the link ends with 1: findings", "ExitCode=1:0" in shown, shown)
    trial.expect("each shard has its file", len(list(into.glob("shard-*.ambit"))) == 3)
    trial.expect_same(into / "findings.json")
    trial.expect("the text is there", "[ambit-undeclared-shared-state]" in (into / "findings.txt").read_text())

    # A shard that cannot run: the link is not run on what is there.
    job, into = run_program("-a", "--model=/nowhere.yaml")
    trial.expect("without its shards there is no link", job_state(job) == "CANCELLED", job_state(job))
    trial.expect("no findings are claimed", not (into / "findings.json").exists())


def late(*_):
    raise TimeoutError("the test takes too long")


signal.signal(signal.SIGTERM, late)
signal.signal(signal.SIGALRM, late)
signal.alarm(240)
try:
    start("munged", "--foreground", "--force", f"--key-file={top}/key", f"--socket={top}/munge.socket",
          f"--pid-file={top}/munged.pid", f"--log-file={top}/munged.log", f"--seed-file={top}/seed",
          "--num-threads=2")  # fmt: skip
    trials()
except (TimeoutError, subprocess.TimeoutExpired) as why:
    trial.expect(str(why), False)
finally:
    signal.alarm(0)
    stop()
trial.end()
