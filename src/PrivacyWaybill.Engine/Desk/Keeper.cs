using System.Security.Cryptography;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A party that keeps a number from another shipment: the number, and the phone that it must lead to.</summary>
internal sealed class Keeper
{
    private readonly byte[] _phone;

    /// <summary>The party of a shipment, by the shipment's content.</summary>
    public Keeper(SharedNumber number, ReadOnlySpan<byte> content, PartyRole party)
    {
        Number = number;
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        _phone = NumberOwners.TryFindPhone(content, party, digits, out var length) ? digits[..length].ToArray() : [];
        digits.Clear();
    }

    /// <summary>A party whose phone's digits are known.</summary>
    public Keeper(SharedNumber number, byte[] phone) => (Number, _phone) = (number, phone);

    /// <summary>The number as the keeper's record names it.</summary>
    public SharedNumber Number { get; }

    /// <summary>The party, where it matters to whoever made the keeper.</summary>
    public PartyRole Party { get; init; }

    /// <summary>The number's owner has the keeper's phone, by the content that was looked at last.</summary>
    public bool IsThePerson { get; private set; }

    /// <summary>Looks at the content of the number's owner.</summary>
    public void LookAtOwner(ReadOnlySpan<byte> content) => IsThePerson = NumberOwners.HasPhone(content, LinkedNumbers.OwnersParty(Number), _phone);

    /// <summary>Forgets the phone.</summary>
    public void Forget() => CryptographicOperations.ZeroMemory(_phone);
}
