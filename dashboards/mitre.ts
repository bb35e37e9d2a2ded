/** MITRE ATT&CK's tactics for enterprises in its own order, with the tags that Falco's bundled rules have for them. */
export const tactics = [
  "Reconnaissance",
  "Resource Development",
  "Initial Access",
  "Execution",
  "Persistence",
  "Privilege Escalation",
  "Defense Evasion",
  "Credential Access",
  "Discovery",
  "Lateral Movement",
  "Collection",
  "Command and Control",
  "Exfiltration",
  "Impact",
].map((name) => ({ name, tag: `mitre_${name.toLowerCase().replaceAll(" ", "_")}` }));
