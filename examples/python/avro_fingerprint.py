"""CRC-64-AVRO fingerprint of a schema (Avro specification, "Schema fingerprints"), which Debian's avro lacks."""
import json

EMPTY = 0xC15D213AA4D7A795
ORDER = ("name", "type", "fields", "symbols", "items", "values", "size")


def canonical(schema, namespace=""):
    """Avro's parsing canonical form: full names, no documentation, defaults or logical types."""
    if isinstance(schema, str):
        known = schema in ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
        return schema if known or "." in schema or not namespace else f"{namespace}.{schema}"
    if isinstance(schema, list):
        return [canonical(branch, namespace) for branch in schema]
    kind = schema["type"]
    if isinstance(kind, (dict, list)):
        return canonical(kind, namespace)
    if kind not in ("record", "enum", "fixed", "array", "map", "error"):
        return canonical(kind, namespace)
    form = {"type": kind}
    if "name" in schema:
        name = schema["name"]
        if "." in name:
            namespace = name.rpartition(".")[0]
        else:
            namespace = schema.get("namespace", namespace)
            name = f"{namespace}.{name}" if namespace else name
        form["name"] = name
    if "fields" in schema:
        form["fields"] = [
            {"name": field["name"], "type": canonical(field["type"], namespace)}
            for field in schema["fields"]
        ]
    for key in ("symbols", "size"):
        if key in schema:
            form[key] = schema[key]
    for key in ("items", "values"):
        if key in schema:
            form[key] = canonical(schema[key], namespace)
    return {key: form[key] for key in ORDER if key in form}


def fingerprint(schema_json):
    """The 8 bytes that a single-object message carries, little endian."""
    text = json.dumps(canonical(json.loads(schema_json)), separators=(",", ":"), ensure_ascii=False)
    crc = EMPTY
    for byte in text.encode():
        value = (crc ^ byte) & 0xFF
        for _ in range(8):
            value = (value >> 1) ^ (EMPTY & -(value & 1))
        crc = (crc >> 8) ^ value
    return crc.to_bytes(8, "little")
