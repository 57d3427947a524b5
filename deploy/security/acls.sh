#!/usr/bin/env bash
# Grants principals the least that their roles need, with Kafka's own kafka-acls.
#
#   acls.sh BOOTSTRAP_SERVER CONFIG_FILE camera PRINCIPAL CAMERA_TOPIC_NAME
#   acls.sh BOOTSTRAP_SERVER CONFIG_FILE publisher|admission|operator PRINCIPAL
#   acls.sh BOOTSTRAP_SERVER CONFIG_FILE job PRINCIPAL [GROUP]
#   acls.sh BOOTSTRAP_SERVER CONFIG_FILE consumer PRINCIPAL [GROUP_PREFIX]
#   acls.sh BOOTSTRAP_SERVER CONFIG_FILE console PRINCIPAL [APPLICATION_ID]
#
# CONFIG_FILE lets kafka-acls log in as somebody who may grant access. PRINCIPAL is as Kafka writes
# it, User:gate-1. CAMERA_TOPIC_NAME is the camera's id as topics have it (letters, digits and dashes
# as they are, any other byte as _ and two hexadecimal digits: gate/1 is gate_2F1).
# TOPIC_PREFIX (default widthwise.) and KAFKA_ACLS (default kafka-acls) may be set.
set -euo pipefail

if (($# < 4)); then
  sed -n '3,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
server=$1 config=$2 role=$3 principal=$4 name=${5-}
prefix=${TOPIC_PREFIX-widthwise.}
kafka_acls=${KAFKA_ACLS-kafka-acls}

grant() {
  "$kafka_acls" --bootstrap-server "$server" --command-config "$config" \
    --add --allow-principal "$principal" "$@"
}

case $role in
  camera)
    [[ $name =~ ^[A-Za-z0-9_-]+$ ]] || { echo "acls.sh: a camera needs its CAMERA_TOPIC_NAME" >&2; exit 2; }
    grant --topic "${prefix}frames.raw.$name" --operation Write
    ;;
  publisher)
    grant --topic "${prefix}frames.raw" --operation Write
    ;;
  admission)
    grant --topic "${prefix}frames.raw" --operation Read
    grant --topic "${prefix}frames.raw." --resource-pattern-type prefixed --operation Read
    grant --topic "${prefix}frames" --operation Write
    grant --topic "${prefix}quarantine" --operation Write
    grant --group "${prefix}admission" --operation Read
    grant --topic "${prefix}admission-" --resource-pattern-type prefixed \
      --operation Read --operation Write --operation Create --operation DescribeConfigs
    grant --transactional-id "${prefix}admission-" --resource-pattern-type prefixed \
      --operation Write --operation Describe
    ;;
  job)
    group=${name:-${prefix}classify}
    grant --topic "${prefix}frames" --operation Read
    grant --topic "${prefix}models" --operation Read
    grant --topic "${prefix}results" --operation Write
    grant --topic "${prefix}quarantine" --operation Write
    grant --topic "${prefix}models.status" --operation Write
    grant --group "$group" --operation Read
    grant --group "$group-models" --operation Read
    grant --transactional-id "$group-" --resource-pattern-type prefixed \
      --operation Write --operation Describe
    ;;
  consumer)
    grant --topic "${prefix}results" --operation Read
    grant --group "${name:-${principal#User:}}" --resource-pattern-type prefixed --operation Read
    ;;
  console)
    application=${name:-${prefix}console}
    grant --topic "${prefix}results" --operation Read
    grant --topic "${prefix}frames" --operation Read
    grant --topic "${prefix}quarantine" --operation Read
    grant --group "$application" --operation Read
    grant --topic "$application-" --resource-pattern-type prefixed \
      --operation Read --operation Write --operation Create --operation DescribeConfigs
    ;;
  operator)
    [[ -n $prefix ]] || { echo "acls.sh: an operator needs a TOPIC_PREFIX to be bounded by" >&2; exit 2; }
    grant --topic "$prefix" --resource-pattern-type prefixed --operation All
    grant --group "$prefix" --resource-pattern-type prefixed --operation All
    grant --cluster --operation Describe --operation Alter
    ;;
  *)
    echo "acls.sh: no role $role; roles are camera, publisher, admission, job, consumer, console, operator" >&2
    exit 2
    ;;
esac
