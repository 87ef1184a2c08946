namespace PrivacyWaybill.Conformance.Tests.Golden;

/// <summary>
/// Renderings of the masker that the checker rejects, and why that may be. The two know nothing of each other; where a form
/// can be read in two ways, the masker keeps what delivery needs and the checker reads it as the secret.
/// </summary>
internal static class RenderingExceptions
{
    private const string
        NumberedBuilding = "楼 behind a number is a storey to the checker, unless a door follows; these buildings are numbered so",
        NumberedEstate = "村 and a number is a household to the checker; this 村 is an estate of a city",
        Textbook = "a unit of a textbook: only the goods tell",
        Goods = "a size, a place on a shelf or a thing that is told only by the words around it",
        TitleInPhrase = "the surname before the title belongs to a brand or a wish",
        Digits = "the digits make a phone by themselves; that they are tags or a model is told only by what they stand in",
        Branch = "brackets before 店, or around a branch, may hold the person of a small shop: the checker asks for a mask",
        Joined = "number and number make one more: which of them is the building's is a judgement";

    /// <summary>By the row's id.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["Zg006"] = NumberedBuilding,
        ["Zg007"] = NumberedBuilding,
        ["Zg008"] = NumberedBuilding,
        ["Zr005"] = NumberedBuilding,
        ["Ag048"] = NumberedEstate,
        ["Ag282"] = NumberedEstate,
        ["Rg107"] = Textbook,
        ["Rg108"] = Textbook,
        ["Rg214"] = Goods,
        ["Rg216"] = Goods,
        ["Zp054"] = Goods,
        ["Zg279"] = TitleInPhrase,
        ["Zg280"] = TitleInPhrase,
        ["Zg086"] = Digits,
        ["Zg317"] = Digits,
        ["Gv047"] = Branch,
        ["Gv048"] = Branch,
        ["Gv049"] = Branch,
        ["Gv050"] = Branch,
        ["Gv055"] = Branch,
        ["Zp092"] = Joined,
        ["Zr003"] = Joined,
        ["Zr022"] = Joined,
    };
}
