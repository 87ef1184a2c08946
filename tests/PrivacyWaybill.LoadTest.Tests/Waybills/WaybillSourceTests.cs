using PrivacyWaybill.LoadTest.Waybills;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Tests.Waybills;

public class WaybillSourceTests
{
    [Theory]
    [InlineData(nameof(WaybillMix.Samples))]
    [InlineData(nameof(WaybillMix.Everyday))]
    public void Draw_SameSeed_GivesTheSameWaybillsAndAnotherSeedOthers(string mix)
    {
        var scenario = new Scenario { Mix = Enum.Parse<WaybillMix>(mix) };

        Assert.Equal(WaybillSource.Draw(scenario, 50), WaybillSource.Draw(scenario, 50));
        Assert.NotEqual(WaybillSource.Draw(scenario, 50), WaybillSource.Draw(scenario with { Seed = 2 }, 50));
    }

    [Theory]
    [InlineData(nameof(NumbersAsked.Recipient), NumberScope.Waybill, NumberScope.None)]
    [InlineData(nameof(NumbersAsked.Both), NumberScope.Waybill, NumberScope.Waybill)]
    [InlineData(nameof(NumbersAsked.None), NumberScope.None, NumberScope.None)]
    public void Draw_Numbers_AreAskedForThoseParties(string numbers, NumberScope recipient, NumberScope sender) =>
        Assert.All(WaybillSource.Draw(new Scenario { Numbers = Enum.Parse<NumbersAsked>(numbers) }, 2_500), w =>
        {
            Assert.Equal(recipient, w.RecipientNumber.Scope);
            Assert.Equal(sender, w.SenderNumber.Scope);
        });

    [Fact]
    public void Draw_Cities_AreWishedForInTurn() =>
        Assert.All(WaybillSource.Draw(new Scenario { Cities = 50 }, 500).CountBy(w => w.RecipientNumber.City), pair => Assert.Equal(10, pair.Value));
}
