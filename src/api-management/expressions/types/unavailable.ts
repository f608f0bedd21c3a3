/**
 * What Azure lets expressions use and this engine does not have: it is refused by name, so that nobody takes it for a typing
 * error. Types by full name, members of `context` by their interface.
 */
const types: readonly string[] = (
  "Newtonsoft.Json.Linq.JConstructor System.TimeZone System.TimeZoneInfo System.Xml.Linq.XDocumentType " +
  "System.Xml.Linq.XNodeDocumentOrderComparer System.Xml.Linq.XNodeEqualityComparer " +
  "System.Security.Cryptography.AsymmetricAlgorithm System.Security.Cryptography.HashAlgorithmName " +
  "System.Security.Cryptography.Oid System.Security.Cryptography.RSA System.Security.Cryptography.RSAEncryptionPadding " +
  "System.Security.Cryptography.RSASignaturePadding System.Security.Cryptography.X509Certificates.PublicKey " +
  "System.Security.Cryptography.X509Certificates.RSACertificateExtensions " +
  "System.Security.Cryptography.X509Certificates.X509Certificate " +
  "System.Security.Cryptography.X509Certificates.X509Certificate2 " +
  "System.Security.Cryptography.X509Certificates.X509ContentType " +
  "System.Security.Cryptography.X509Certificates.X509NameType " +
  "System.Security.Cryptography.X509Certificates.X500DistinguishedName"
).split(" ");

const members: Readonly<Record<string, readonly string[]>> = {
  IContext: ["Backend", "GraphQL", "Workspace"],
  IRequest: ["Certificate", "Foundry", "PrivateEndpointConnection"],
  IDeployment: ["Certificates", "SustainabilityInfo"],
};

const names: ReadonlySet<string> = new Set(types.flatMap((name) => [name, name.slice(name.lastIndexOf(".") + 1)]));

/** Whether Azure has the type, with or without its namespace, and this engine has not. */
export const isUnavailableType = (name: string): boolean => names.has(name);

/** Whether Azure has the member on an interface of the context, and this engine has not. */
export const isUnavailableMember = (type: string, member: string): boolean => members[type]?.includes(member) ?? false;
