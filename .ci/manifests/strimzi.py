"""Holds Strimzi's resources in files of manifests to its own definitions: strimzi.py DEFINITIONS MANIFESTS...

A field that is none, a value of another type and one that is missing are sentences, and end it with 1. Rules in CEL, which only an
API server knows, are not looked at; of metadata nothing is.
"""

import sys
from pathlib import Path

import jsonschema
import yaml

GROUP = "kafka.strimzi.io/"


def strict(schema):
    """The same schema, where an object has no fields but those that it names, unless it says that it keeps others."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in schema.items()}
    if schema.get("x-kubernetes-int-or-string"):
        made.pop("type", None)
        made["anyOf"] = [{"type": "integer"}, {"type": "string"}]
    keeps = schema.get("x-kubernetes-preserve-unknown-fields") or "additionalProperties" in schema
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object" and not keeps:
        made["additionalProperties"] = False
    return made


def validators(folder):
    """One for each version and kind that is defined."""
    made = {}
    for file in sorted(Path(folder).glob("*.yaml")):
        spec = yaml.safe_load(file.read_text())["spec"]
        for version in spec["versions"]:
            schema = strict(version["schema"]["openAPIV3Schema"])
            schema["properties"]["metadata"] = {"type": "object"}
            schema["required"] = ["apiVersion", "kind", "metadata", "spec"]
            made[(GROUP + version["name"], spec["names"]["kind"])] = jsonschema.Draft7Validator(schema)
    return made


def main():
    known = validators(sys.argv[1])
    read = faults = 0
    for file in sys.argv[2:]:
        for resource in yaml.safe_load_all(Path(file).read_text()):
            if not resource or not resource["apiVersion"].startswith(GROUP):
                continue
            read += 1
            name = f"{Path(file).name}: {resource['kind']} {resource['metadata']['name']}"
            validator = known.get((resource["apiVersion"], resource["kind"]))
            if validator is None:
                faults += 1
                print(f"{name}: {resource['apiVersion']} has no such kind")
                continue
            for error in validator.iter_errors(resource):
                faults += 1
                print(f"{name}: {'.'.join(map(str, error.absolute_path))}: {error.message[:160]}")
    print(f"{read} resources of Strimzi read, {faults} faults")
    sys.exit(0 if read and not faults else 1)


if __name__ == "__main__":
    main()
