using System.Text;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A stored content as the contract's message.</summary>
internal static class OriginalsReader
{
    /// <summary>The originals of one party or, for an unspecified one, of both. False if the content cannot be read.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, PartyRole party, uint version, out Originals originals)
    {
        originals = new Originals { Version = version };
        if (party != PartyRole.Recipient) originals.Sender = new Party();
        if (party != PartyRole.Sender) originals.Recipient = new Party();
        var reader = new ContentReader(content);
        while (reader.Next())
        {
            var text = Encoding.UTF8.GetString(reader.Text);
            if (IsTold(reader.Field, originals) && reader.ArrivedMasked) originals.ArrivedMasked.Add(TextFields.Path(reader.Field));
            switch (reader.Field)
            {
                case TextField.Goods:
                    originals.Goods = text;
                    break;
                case TextField.Remark:
                    originals.Remark = text;
                    break;
                case >= TextField.RecipientName:
                    if (originals.Recipient is { } recipient) Set(recipient, (PartyField)(reader.Field - TextField.RecipientName), text);
                    break;
                case >= TextField.SenderName:
                    if (originals.Sender is { } sender) Set(sender, (PartyField)(reader.Field - TextField.SenderName), text);
                    break;
                default:
                    // Links belong to the shipment's identity, not to what a person wrote.
                    break;
            }
        }
        return !reader.IsBroken;
    }

    /// <summary>Whether a field is one of the answer's, or belongs to a party that was not asked for.</summary>
    private static bool IsTold(TextField field, Originals originals) => field switch
    {
        >= TextField.RecipientName => originals.Recipient is not null,
        >= TextField.SenderName => originals.Sender is not null,
        _ => field is TextField.Goods or TextField.Remark,
    };

    private static void Set(Party party, PartyField field, string text)
    {
        switch (field)
        {
            case PartyField.Name: party.Name = text; break;
            case PartyField.Mobile: party.Mobile = text; break;
            case PartyField.Landline: party.Landline = text; break;
            case PartyField.Company: party.Company = text; break;
            case PartyField.AddressText: Address(party).Text = text; break;
            case PartyField.Province: Address(party).Province = text; break;
            case PartyField.City: Address(party).City = text; break;
            case PartyField.District: Address(party).District = text; break;
            case PartyField.Town: Address(party).Town = text; break;
            case PartyField.Detail: Address(party).Detail = text; break;
            case PartyField.PlatformIssuer: Number(party).Issuer = text; break;
            case PartyField.PlatformNumber: Number(party).Number = text; break;
            case PartyField.PlatformReference: party.PlatformReference = text; break;
            default: break;
        }
    }

    private static Address Address(Party party) => party.Address ??= new Address();

    private static PlatformNumber Number(Party party) => party.PlatformNumber ??= new PlatformNumber();
}
