"""Runs az as often as it is asked, each time in a fork of a Python that has loaded most of it already.

Arguments: the program az. Each line on the standard input is an array: the words, the file for its output, the file for its errors. The
exit code of each follows on the standard output. What runs is az's own program, from its first line.
"""

import contextlib
import importlib
import json
import os
import runpy
import sys

# What az loads for each of the commands that the tests run: one that is missing is loaded when az wants it.
for module in (
    "azure.cli.core.commands.arm",
    "azure.cli.core.auth.msal_credentials",
    "azure.cli.core.extension",
    "azure.cli.core.util",
    "azure.cli.command_modules.resource.commands",
    "azure.cli.command_modules.resource.custom",
    "azure.cli.command_modules.resource._params",
    "azure.cli.command_modules.profile",
    "azure.cli.command_modules.cloud",
    "azure.mgmt.resource.deployments",
    "azure.mgmt.resource",
    "azure.core.pipeline.policies",
    "msal",
    "requests",
):
    with contextlib.suppress(ImportError):
        importlib.import_module(module)

az = sys.argv[1]
for line in sys.stdin:
    words, *files = json.loads(line)
    child = os.fork()
    if child == 0:
        for number, file in enumerate(files, start=1):
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = [az, *words]
        runpy.run_path(az, run_name="__main__")
        sys.exit(0)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
