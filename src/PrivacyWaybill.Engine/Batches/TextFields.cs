using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>Paths, limits and masking rules of the texts of a waybill, as the contract states them.</summary>
public static class TextFields
{
    /// <summary>Most bytes of all address fields of a party together.</summary>
    public const int AddressLimit = 600;

    /// <summary>How many texts a waybill has.</summary>
    public const int Count = (int)TextField.RecipientName + PartyFieldCount;

    private const int PartyFieldCount = (int)PartyField.NumberSegment + 1;

    private static readonly (string Path, int Limit)[] General =
    [
        ("object_id", 64), ("waybill_no", 40), ("goods", 300), ("remark", 600), ("route_label", 64),
        ("links.parent_waybill_no", 40), ("links.return_of", 40), ("links.redirect_of", 40),
        ("links.replacement_of", 40), ("profile", 32), ("exemption_grant", 64), ("pseudonym_purpose", 32),
    ];

    private static readonly (string Path, int Limit)[] OfParty =
    [
        ("name", 200), ("mobile", 48), ("landline", 48), ("company", 200),
        ("address.text", AddressLimit), ("address.province", AddressLimit), ("address.city", AddressLimit),
        ("address.district", AddressLimit), ("address.town", AddressLimit), ("address.detail", AddressLimit),
        ("platform_number.issuer", 32), ("platform_number.number", 48), ("platform_reference", 64),
        ("segment", 32),
    ];

    private static readonly (string Path, int Limit, string TooLong)[] Table = BuildTable();

    /// <summary>All texts, in order.</summary>
    public static ReadOnlySpan<TextField> All => AllFields;

    private static readonly TextField[] AllFields = [.. Enumerable.Range(0, Count).Select(i => (TextField)i)];

    /// <summary>The flat field of a party's text.</summary>
    public static TextField Of(PartyRole party, PartyField field) =>
        (TextField)((int)(party == PartyRole.Sender ? TextField.SenderName : TextField.RecipientName) + (int)field);

    /// <summary>
    /// The rule by which the field is masked; null for what passes through or is not printed. A caller may have put anything
    /// anywhere: divisions go through the rule of addresses as well, which leaves divisions alone.
    /// </summary>
    public static WaybillField? Kind(TextField field) => Kinds[(int)field];

    /// <summary>The field's path as the contract writes it (<c>recipient.mobile</c>).</summary>
    public static string Path(TextField field) => Table[(int)field].Path;

    /// <summary>The field's limit in UTF-8 bytes.</summary>
    public static int Limit(TextField field) => Table[(int)field].Limit;

    /// <summary>The remedy for a field over its limit.</summary>
    public static string TooLong(TextField field) => Table[(int)field].TooLong;

    private static readonly WaybillField?[] Kinds = [.. Enumerable.Range(0, Count).Select(i => KindOf((TextField)i))];

    private static WaybillField? KindOf(TextField field) => field switch
    {
        TextField.Goods => WaybillField.Goods,
        TextField.Remark => WaybillField.FreeText,
        < TextField.SenderName => null,
        _ => (PartyField)((field - TextField.SenderName) % PartyFieldCount) switch
        {
            PartyField.Name => WaybillField.Name,
            PartyField.Mobile or PartyField.Landline or PartyField.PlatformNumber => WaybillField.Phone,
            PartyField.Company => WaybillField.Company,
            >= PartyField.AddressText and <= PartyField.Detail => WaybillField.Address,
            _ => null,
        },
    };

    private static (string, int, string)[] BuildTable()
    {
        var table = new (string, int, string)[Count];
        for (var i = 0; i < Count; i++)
        {
            var (path, limit) = i < (int)TextField.SenderName
                ? General[i]
                : OfParty[(i - (int)TextField.SenderName) % PartyFieldCount];
            if (i >= (int)TextField.SenderName)
            {
                var party = i < (int)TextField.RecipientName ? "sender" : "recipient";
                path = path == "segment" ? $"{party}_number.segment" : $"{party}.{path}";
            }
            table[i] = (path, limit, $"longer than {limit} bytes of UTF-8; shorten it");
        }
        return table;
    }
}
