using System.Text;
using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking;

/// <summary>
/// A named, compiled and immutable choice of what a masked waybill shows. Unless it says otherwise it satisfies
/// GB/T 41833-2022: at least one character of the name, at least six digits of the phone, and the unit and room hidden.
/// </summary>
public sealed class MaskingProfile
{
    private readonly WaybillMasker _recipient;
    private readonly WaybillMasker _sender;

    internal MaskingProfile(string name, FieldStyles recipient, FieldStyles sender)
    {
        Name = name;
        NameUtf8 = Encoding.UTF8.GetBytes(name);
        Recipient = recipient;
        Sender = sender;
        _recipient = new(this, WaybillParty.Recipient);
        _sender = new(this, WaybillParty.Sender);
    }

    /// <summary>The default: <c>张*</c>, <c>138******78</c>, everything up to the building.</summary>
    public static MaskingProfile Gb41833 { get; } = new("gb41833", FieldStyles.Gb41833);

    /// <summary>For stations that search by the last four digits: <c>1******5678</c>, which hides six as well.</summary>
    public static MaskingProfile Gb41833Tail4 { get; } = new("gb41833-tail4", new() { Phone = new(1, 4) });

    /// <summary>The smile waybill at the standard's measure: <c>138^_^78</c>, the smiley for six digits.</summary>
    public static MaskingProfile Smile { get; } = new("smile", new() { Phone = PhoneStyle.Gb41833 with { Smiles = true } });

    /// <summary>Nothing but what sorting needs: the divisions of the address.</summary>
    public static MaskingProfile Strict { get; } = new("strict", new()
    {
        Name = NameStyle.Hidden,
        Phone = new(0, 0) { ShowsPrefix = false },
        Address = AddressStyle.Division,
        Company = TextStyle.Hidden,
        Goods = TextStyle.Hidden,
        Remark = TextStyle.Hidden,
    });

    /// <summary>
    /// SF Express's classic form, <c>138****5678</c>: four digits hidden, which GB/T 41833-2022 does not allow. Names and
    /// addresses as in the default.
    /// </summary>
    public static MaskingProfile SfMiddle4 { get; } = new("sf-middle4", new() { Phone = new(3, 4) { Hidden = 4 } });

    /// <summary>
    /// JD Logistics' classic smile waybill, <c>138^_^5678</c>: four digits hidden, which GB/T 41833-2022 does not allow.
    /// Names and addresses as in the default.
    /// </summary>
    public static MaskingProfile JdSmileClassic { get; } = new("jd-smile-classic", new() { Phone = new(3, 4) { Hidden = 4, Smiles = true } });

    /// <summary>The profile's name in configuration and requests: lower-case ASCII.</summary>
    public string Name { get; }

    /// <summary>The bytes of <see cref="Name"/>.</summary>
    public ReadOnlyMemory<byte> NameUtf8 { get; }

    /// <summary>Whether whatever it masks satisfies GB/T 41833-2022.</summary>
    public bool IsCompliant => Recipient.Phone.Hidden >= PhoneStyle.StandardHidden && Sender.Phone.Hidden >= PhoneStyle.StandardHidden;

    internal FieldStyles Recipient { get; }

    internal FieldStyles Sender { get; }

    /// <summary>The masker for the fields of a party; goods and remarks are masked alike by both.</summary>
    /// <param name="party">Whose fields.</param>
    public WaybillMasker MaskerOf(WaybillParty party) => party == WaybillParty.Sender ? _sender : _recipient;

    private MaskingProfile(string name, FieldStyles both)
        : this(name, both, both)
    {
    }
}
