namespace PrivacyWaybill.Masking.Phones;

/// <summary>How the digits of one number fall into parts.</summary>
/// <param name="Count">Digits in all.</param>
/// <param name="Prefix">Leading digits that name a country, a long-distance call or an area, and stay.</param>
/// <param name="HasHead">Whether the digits after the prefix start with a network or service code, which may stay.</param>
/// <param name="IsMobile">Whether it is a mainland mobile number, complete.</param>
internal readonly record struct PhoneShape(int Count, int Prefix, bool HasHead, bool IsMobile);
