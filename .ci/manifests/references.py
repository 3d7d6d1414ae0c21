"""Holds the chart's resources to one another, and its pods to nobody's rights: references.py MANIFESTS...

What selects pods selects some, what is mounted is there, settings that are named are made, and no container may more than it needs.
"""

import sys
from pathlib import Path

import yaml

SELECTED_BY = {
    "Service": lambda spec: spec["selector"],
    "PodDisruptionBudget": lambda spec: spec["selector"]["matchLabels"],
    "NetworkPolicy": lambda spec: spec["podSelector"]["matchLabels"],
}
CONTAINER = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}


def fits(selector, labels):
    return bool(selector) and selector.items() <= labels.items()


def of_pod(workload, made):
    """What is wrong with a StatefulSet's or Deployment's pods."""
    spec, template = workload["spec"], workload["spec"]["template"]
    pod = template["spec"]
    if not fits(spec["selector"]["matchLabels"], template["metadata"]["labels"]):
        yield "does not select its own pods"
    security = pod.get("securityContext", {})
    if not security.get("runAsNonRoot") or security.get("seccompProfile") != {"type": "RuntimeDefault"}:
        yield "runs as root, or without a seccomp profile"
    if pod.get("automountServiceAccountToken") is not False:
        yield "is given a token of the API server"
    if ("ServiceAccount", pod["serviceAccountName"]) not in made:
        yield f"is of the account {pod['serviceAccountName']}, which is not made"
    volumes = {volume["name"] for volume in pod["volumes"]}
    volumes |= {claim["metadata"]["name"] for claim in spec.get("volumeClaimTemplates", [])}
    for volume in pod["volumes"]:
        settings = volume.get("configMap", {}).get("name")
        if settings and ("ConfigMap", settings) not in made:
            yield f"mounts the settings {settings}, which are not made"
    for container in pod.get("initContainers", []) + pod["containers"]:
        yield from of_container(container, volumes)


def of_container(container, volumes):
    if container.get("securityContext") != CONTAINER:
        yield f"{container['name']} may more than it needs"
    if "memory" not in container.get("resources", {}).get("limits", {}):
        yield f"{container['name']} has no limit of memory"
    ports = {port["name"] for port in container.get("ports", [])}
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        if ports and container[probe]["httpGet"]["port"] not in ports:
            yield f"{container['name']}: {probe} asks at a port that it does not have"
    for mount in container["volumeMounts"]:
        if mount["name"] not in volumes:
            yield f"{container['name']} mounts {mount['name']}, which no volume is"


def of_release(resources):
    """Each fault of a release, behind the name of what has it."""
    made = {(resource["kind"], resource["metadata"]["name"]) for resource in resources}
    if len(made) != len(resources):
        yield "two resources of one kind have one name"
    workloads = [resource for resource in resources if resource["kind"] in ("StatefulSet", "Deployment")]
    pods = [workload["spec"]["template"]["metadata"]["labels"] for workload in workloads]
    for resource in resources:
        name = f"{resource['kind']} {resource['metadata']['name']}"
        selected = SELECTED_BY.get(resource["kind"])
        if selected and not any(fits(selected(resource["spec"]), labels) for labels in pods):
            yield f"{name} selects no pod"
    for workload in workloads:
        name = f"{workload['kind']} {workload['metadata']['name']}"
        yield from (f"{name} {fault}" for fault in of_pod(workload, made))


def main():
    faults = 0
    for file in map(Path, sys.argv[1:]):
        resources = [resource for resource in yaml.safe_load_all(file.read_text()) if resource]
        for fault in of_release(resources):
            faults += 1
            print(f"{file.name}: {fault}")
    print(f"{len(sys.argv) - 1} releases held to themselves, {faults} faults")
    sys.exit(0 if len(sys.argv) > 1 and not faults else 1)


if __name__ == "__main__":
    main()
