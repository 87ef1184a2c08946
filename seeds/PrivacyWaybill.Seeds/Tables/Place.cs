namespace PrivacyWaybill.Seeds.Tables;

/// <summary>A county-level division with some of its townships and roads. All names are public facts.</summary>
internal sealed record Place(string Province, string City, string District, string[] Towns, string[] Roads)
{
    /// <summary>A municipality is province and city at once: in a single text its name stands once.</summary>
    public string Divisions => Province == City ? City + District : Province + City + District;
}
