using PrivacyWaybill.GroundTruth.Grammars;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Tests;

/// <summary>A labelled text from a template, written as in the tables.</summary>
internal static class Sentence
{
    public static LabelledText Of(string template, ulong index = 0)
    {
        var dice = new Dice(7, index);
        return new Grammar(["@sentence\n1 | " + template]).Write("sentence", ref dice);
    }
}
