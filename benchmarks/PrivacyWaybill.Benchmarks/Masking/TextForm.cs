namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>How a text is written.</summary>
public enum TextForm
{
    /// <summary>As most are.</summary>
    Typical,

    /// <summary>Several times as long, with something of everything.</summary>
    Lengthy,

    /// <summary>Foreign, full-width, outside the BMP.</summary>
    Unusual,
}
