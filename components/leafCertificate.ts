import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { checksum } from "./checksum";
import { hours, keyArgs, subjectArgs, type CertificatePolicy } from "./certificatePolicy";

/** A certificate authority as its leaves need it. */
export interface Issuer {
  readonly privateKeyPem: pulumi.Input<string>;
  readonly certPem: pulumi.Input<string>;
}

export interface LeafCertificateArgs {
  readonly policy: CertificatePolicy;
  readonly issuer: Issuer;
  /** What the holder does with it: extended key usage, and the names of the files in its Secret. */
  readonly role: "server" | "client";
  /** Common name; the subject's other fields are the policy's. */
  readonly commonName: string;
  /** Subject alternative names, exact DNS names. */
  readonly dnsNames: readonly string[];
  /** The Secret made of it: keys `<role>.key`, `<role>.crt` and `ca.crt`, all PEM. */
  readonly secret: {
    readonly name: string;
    readonly namespace: pulumi.Input<string>;
    readonly annotations: Readonly<Record<string, string>>;
    /** Where the state may have it as well. */
    readonly aliases?: readonly pulumi.Input<pulumi.URN>[];
  };
}

/** One key, one certificate, and the Secret that pods mount. Raising `policy.rotation` reissues both. */
export class LeafCertificate extends pulumi.ComponentResource {
  readonly secretName: pulumi.Output<string>;
  /** Changes when the certificate or its CA does. */
  readonly checksum: pulumi.Output<string>;
  /** End of validity, ISO 8601. */
  readonly expires: pulumi.Output<string>;

  constructor(name: string, args: LeafCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:LeafCertificate", name, {}, opts);
    const { policy, issuer, role, secret } = args;
    const key = new tls.PrivateKey(`${name}-key`, keyArgs(policy.algorithm), {
      parent: this,
      replacementTrigger: policy.rotation,
    });
    const request = new tls.CertRequest(
      `${name}-request`,
      {
        privateKeyPem: key.privateKeyPem,
        subject: subjectArgs({ ...policy.subject, organizationalUnit: role, commonName: args.commonName }),
        ...(args.dnsNames.length > 0 && { dnsNames: [...args.dnsNames] }),
      },
      { parent: this },
    );
    const cert = new tls.LocallySignedCert(
      name,
      {
        certRequestPem: request.certRequestPem,
        caPrivateKeyPem: issuer.privateKeyPem,
        caCertPem: issuer.certPem,
        allowedUses: ["digital_signature", "key_encipherment", `${role}_auth`],
        validityPeriodHours: hours(policy.leafValidityDays),
        earlyRenewalHours: hours(policy.renewBeforeDays),
        setSubjectKeyId: true,
      },
      { parent: this },
    );
    const { metadata } = new k8s.core.v1.Secret(
      `${name}-secret`,
      {
        metadata: { name: secret.name, namespace: secret.namespace, annotations: secret.annotations },
        stringData: { [`${role}.key`]: key.privateKeyPem, [`${role}.crt`]: cert.certPem, "ca.crt": issuer.certPem },
      },
      { parent: this, aliases: [...(secret.aliases ?? [])] },
    );
    this.secretName = metadata.name;
    this.checksum = checksum(cert.certPem, issuer.certPem);
    this.expires = cert.validityEndTime;
    this.registerOutputs({
      secretName: this.secretName,
      checksum: this.checksum,
      expires: this.expires,
    });
  }
}
