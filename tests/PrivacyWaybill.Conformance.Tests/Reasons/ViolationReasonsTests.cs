namespace PrivacyWaybill.Conformance.Tests.Reasons;

public sealed class ViolationReasonsTests
{
    [Fact]
    public void All_EveryFlag_HasOneSentenceOfItsOwn()
    {
        var flags = Enum.GetValues<Violations>().Where(flag => flag != Violations.None).ToList();
        Assert.Equal(flags, ViolationReasons.All.Select(pair => pair.Key));
        Assert.Equal(flags.Count, ViolationReasons.All.Select(pair => pair.Value).Distinct().Count());
        Assert.All(flags, flag => Assert.EndsWith(".", ViolationReasons.For(flag)));
    }

    [Fact]
    public void Of_SeveralFlags_GivesTheirSentences() =>
        Assert.Equal(
            [ViolationReasons.For(Violations.PhoneInText), ViolationReasons.For(Violations.PersonShown)],
            ViolationReasons.Of(Violations.PersonShown | Violations.PhoneInText));

    [Fact]
    public void For_NoneOrSeveral_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ViolationReasons.For(Violations.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => ViolationReasons.For(Violations.PhoneInText | Violations.UnitShown));
    }
}
