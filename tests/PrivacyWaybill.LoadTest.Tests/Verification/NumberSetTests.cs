using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Tests.Verification;

public class NumberSetTests
{
    [Fact]
    public void Add_AnotherNumber_IsNewAndTheSameOneIsNot()
    {
        var set = new NumberSet(null, TimeProvider.System);
        var numbers = Enumerable.Range(0, 200_000).Select(i => 184_000_000_000_000UL + (ulong)i * 37).ToArray();

        Assert.All(numbers, n => Assert.True(set.Add(n)));
        Assert.All(numbers, n => Assert.False(set.Add(n)));
    }

    [Fact]
    public void Add_ExtensionWithLeadingZeros_IsPartOfTheNumber()
    {
        var set = new NumberSet(null, TimeProvider.System);

        Assert.True(set.Add(new VirtualNumber { MainNumber = "18400000001", Extension = "0002" }));
        Assert.True(set.Add(new VirtualNumber { MainNumber = "18400000001", Extension = "0003" }));
        Assert.False(set.Add(new VirtualNumber { MainNumber = "18400000001", Extension = "0002" }));
    }

    [Fact]
    public void Add_NumberThatIsOver_MayComeAgain()
    {
        var clock = new FakeTimeProvider();
        var set = new NumberSet(TimeSpan.FromMinutes(1), clock);

        Assert.True(set.Add(7));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(set.Add(7));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(set.Add(7));
        Assert.False(set.Add(7));
    }
}
