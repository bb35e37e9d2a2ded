import { flag, group, minimumpriority, number, output, readFrom, secret, since, text, words } from "./fields";
import { form, plainUrl, word } from "./forms";

// Of another service with S3's API it may be anything: auto, fr-par, garage.
const region = text("Region", form(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a region such as eu-central-1"));
const arn = (service: string) =>
  form(new RegExp(`^arn:aws[a-z-]*:${service}:\\S+$`), `an ARN such as arn:aws:${service}:…`);
const bucket = form(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of a bucket");
const cannedAcls = [
  "private",
  "public-read",
  "public-read-write",
  "aws-exec-read",
  "authenticated-read",
  "bucket-owner-read",
  "bucket-owner-full-control",
  "log-delivery-write",
] as const;

/** Amazon's services. Keys go under the names of Amazon's SDK, which all versions of falcosidekick read. */
export const aws = group(
  {
    region,
    accesskeyid: readFrom(
      "AWS_ACCESS_KEY_ID",
      secret("Access key; the pod's identity unless set. In a Secret of your own: `AWS_ACCESS_KEY_ID`", word),
    ),
    secretaccesskey: readFrom(
      "AWS_SECRET_ACCESS_KEY",
      secret("Its secret. In a Secret of your own: `AWS_SECRET_ACCESS_KEY`", word),
    ),
    rolearn: text("Role of the pod: the ServiceAccount gets its annotation (IRSA)", arn("iam")),
    useirsa: flag(
      "Whether `rolearn` is the pod's own role; with false falcosidekick assumes it, before 2.32.0 only. True unless set",
    ),
    externalid: text("External id for a role that falcosidekick assumes"),
    checkidentity: flag(
      "Whether the identity is checked at the start; if that fails all of AWS stays off. True unless set",
    ),
  },
  {
    lambda: output(
      { functionname: text("Function", word) },
      {
        invocationtype: words(["RequestResponse", "Event", "DryRun"], "`RequestResponse` unless set"),
        logtype: words(["Tail", "None"], "`Tail` unless set"),
        minimumpriority,
      },
    ),
    sqs: output({ url: text("URL of the queue", plainUrl) }, { minimumpriority }),
    sns: output(
      { topicarn: text("Topic", arn("sns")) },
      { rawjson: flag("Whether a message is the alert's JSON"), minimumpriority },
    ),
    cloudwatchlogs: output(
      { loggroup: text("Log group", word) },
      { logstream: text("Log stream; one is created unless set", word), minimumpriority },
    ),
    s3: output(
      { bucket: text("Bucket", bucket) },
      {
        prefix: text("Prefix of keys; `falco` unless set"),
        endpoint: since("2.29.0", text("URL of another service with S3's API", plainUrl)),
        objectcannedacl: since("2.29.0", words(cannedAcls, "Canned ACL; `bucket-owner-full-control` unless set")),
        minimumpriority,
      },
    ),
    securitylake: output(
      {
        bucket: text("Bucket of the lake", bucket),
        region,
        accountid: text("Account", form(/^\d{12}$/, "twelve digits, in quotes")),
        prefix: text("Prefix of the source"),
      },
      {
        interval: number("Minutes between two files; 5 unless set", 5, 60, "minutes"),
        batchsize: number("Most alerts of a file; 1000 unless set", 1, 1_000_000),
        minimumpriority,
      },
    ),
    kinesis: output({ streamname: text("Stream", word) }, { minimumpriority }),
  },
);
