using PrivacyWaybill.LoadTest.Load;

namespace PrivacyWaybill.LoadTest.Tests.Load;

public class ScheduleTests
{
    [Fact]
    public void Times_ConstantRate_AreEvenlyApart()
    {
        var times = new Schedule(1_000, 10, 0, 2, LoadProfile.Constant).Times().ToArray();

        Assert.Equal(200, times.Length, 1.0);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(0.01, pair.Second - pair.First, 6));
    }

    [Theory]
    [InlineData(nameof(LoadProfile.Constant), 1.0)]
    [InlineData(nameof(LoadProfile.Ramp), 0.525)]
    [InlineData(nameof(LoadProfile.Step), 0.625)]
    public void Times_Profile_HasItsShareOfThePeak(string profile, double share)
    {
        var times = new Schedule(20_000, 10, 0, 10, Enum.Parse<LoadProfile>(profile)).Times();

        Assert.Equal(20_000 * share, times.Count(), 200.0);
    }

    [Fact]
    public void Times_WarmUp_RisesToTheFirstRateAndNotBeyond()
    {
        var schedule = new Schedule(1_000, 1, 10, 10, LoadProfile.Step);

        Assert.Equal(25, schedule.RateAt(0), 3);
        Assert.Equal(250, schedule.RateAt(9.999_999), 2);
        Assert.Equal(250, schedule.RateAt(10), 6);
        Assert.True(schedule.Times().Zip(schedule.Times().Skip(1)).All(pair => pair.Second > pair.First));
    }

    [Fact]
    public void Times_FewLargeBatches_FollowTheRateBetweenThem()
    {
        // Evenly from 100 to 1,000 in ten seconds of warming up, then 1,000: 5,500 waybills and 10,000.
        var times = new Schedule(1_000, 500, 10, 10, LoadProfile.Constant).Times().ToArray();

        Assert.Equal(31, times.Length, 1.0);
        Assert.Equal(11, times.Count(t => t < 10), 1.0);
    }

    [Fact]
    public void Times_Day_HasTwelveHundredthsInThePeakHour()
    {
        var times = new Schedule(1_000, 1, 0, 240, LoadProfile.Day).Times().ToArray();

        Assert.Equal(0.12, times.Count(t => t is >= 190 and < 200) / (double)times.Length, 3);
    }

    [Fact]
    public void Times_DoubleEleven_BeginsAtTwiceThePeakHoursRate()
    {
        var schedule = new Schedule(1_000, 1, 0, 1_440, LoadProfile.Day, hasBurst: true);

        Assert.Equal(2_000, schedule.RateAt(9.9), 6);
        Assert.Equal(1_000 * DayCurve.Hours[0] / 0.12, schedule.RateAt(10.1), 6);
        Assert.Equal(1_000, schedule.RateAt(19.5 * 60), 6);
    }

    [Fact]
    public void Times_SameSchedule_AreTheSame() =>
        Assert.Equal(new Schedule(777, 5.5, 2, 3, LoadProfile.Ramp).Times(), new Schedule(777, 5.5, 2, 3, LoadProfile.Ramp).Times());

    [Fact]
    public void Hours_OfTheDay_AddUpToIt()
    {
        Assert.Equal(24, DayCurve.Hours.Count);
        Assert.Equal(1, DayCurve.Hours.Sum(), 9);
        Assert.Equal(0.12, DayCurve.Hours.Max());
    }
}
