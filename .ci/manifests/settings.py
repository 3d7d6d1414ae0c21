"""Writes the settings files of a release, and each StatefulSet's environment for a shell: settings.py MANIFESTS FOLDER"""

import shlex
import sys
from pathlib import Path

import yaml


def variables(workload):
    """Those with a value, and what its first pod is called; Secrets are left out."""
    for variable in workload["spec"]["template"]["spec"]["containers"][0]["env"]:
        if "value" in variable:
            yield variable["name"], variable["value"]
        elif "fieldRef" in variable["valueFrom"]:
            yield variable["name"], workload["metadata"]["name"] + "-0"


def main():
    folder = Path(sys.argv[2])
    for resource in yaml.safe_load_all(Path(sys.argv[1]).read_text()):
        if resource and resource["kind"] == "ConfigMap":
            for name, text in resource["data"].items():
                (folder / name).write_text(text)
        if resource and resource["kind"] == "StatefulSet":
            lines = [f"export {name}={shlex.quote(value)}\n" for name, value in variables(resource)]
            (folder / (resource["metadata"]["name"] + ".env")).write_text("".join(lines))


if __name__ == "__main__":
    main()
