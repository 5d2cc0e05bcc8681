#!/usr/bin/python3
"""Start several daemons of one OpenStack project: launch.py RUN_FOLDER LOG_FOLDER < DAEMONS

DAEMONS is a JSON list of {name, module, arguments}; module has a main(). The project's code is imported once and
then forked, which saves about 20 s of importing and most of the memory of the modules. Every daemon leads its own
session, so that stopping its process group takes its workers along.
"""
import importlib
import json
import os
import sys

run_folder, log_folder = sys.argv[1:3]
daemons = json.load(sys.stdin)

if any(d['module'].startswith('nova.') for d in daemons):
    import nova.monkey_patch  # noqa: before anything else of Nova
    import nova.virt
    # compute_driver is looked for below nova.virt and nowhere else
    nova.virt.__path__.append(os.path.join(os.environ['PYTHONPATH'], 'nova_virt'))
for d in daemons:
    importlib.import_module(d['module'])

try:
    from setproctitle import setproctitle
except ImportError:
    setproctitle = None

for d in daemons:
    pid = os.fork()
    if pid:
        with open('/proc/%d/stat' % pid) as f:
            since = f.read().rsplit(')', 1)[1].split()[19]
        with open(os.path.join(run_folder, d['name'] + '.pid'), 'w') as f:
            f.write('%d %s\n' % (pid, since))
        continue
    os.setsid()
    log = os.open(os.path.join(log_folder, d['name'] + '.log'), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = [d['name']] + d['arguments']
    if setproctitle:
        setproctitle(' '.join(sys.argv))
    sys.exit(sys.modules[d['module']].main())
