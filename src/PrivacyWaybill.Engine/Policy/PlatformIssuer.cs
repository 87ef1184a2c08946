namespace PrivacyWaybill.Engine.Policy;

/// <summary>A platform that issues virtual numbers, and how they can be told.</summary>
/// <param name="Name">As callers name it, ASCII.</param>
/// <param name="Prefixes">Main numbers begin with one of these digits.</param>
/// <param name="MainDigits">Digits of a main number.</param>
/// <param name="ExtensionDigits">Digits of an extension; 0 if numbers have none.</param>
public sealed record PlatformIssuer(string Name, IReadOnlyList<string> Prefixes, int MainDigits, int ExtensionDigits);
