using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Tests.Stores;

/// <summary>Main numbers that a store ever had are not issued under a second id.</summary>
public sealed class MainNumberTests
{
    private const string Mains = "18400000000", Others = "18410000000";

    private readonly KeyRing _keys = EngineSetup.NewKeys();

    [Theory]
    [InlineData("18400000000", 100, false)]
    [InlineData("18400000000", 10, false)]
    [InlineData("18400000090", 10, false)]
    [InlineData("18400000100", 100, true)]
    [InlineData("184000000000", 100, true)]
    public async Task RunAsync_MainNumbersUnderANewId_AreRefusedIfTheStoreKnowsThem(string first, long count, bool isReady)
    {
        await using var redis = await OwnRedis.StartAsync();
        Assert.True((await InitAsync(redis, Plan(Segment(7, "old", Mains)))).IsReady);
        var fresh = new NumberSegment(8, "fresh", "", first, count, count == 10 ? 5 : 4);
        var outcome = await InitAsync(redis, Plan(fresh));
        Assert.Equal(isReady, outcome.IsReady);
        Assert.Equal(isReady, await redis.Database.KeyExistsAsync(NumberKeys.Ledger(fresh)));
        if (isReady) return;
        Assert.Contains("'fresh'", outcome.Report[^1], StringComparison.Ordinal);
        Assert.Contains("other main numbers", outcome.Report[^1], StringComparison.Ordinal);
        Assert.NotEmpty(await SegmentClaims.FindProblemsAsync(redis.Database, Plan(fresh)));
    }

    [Fact]
    public async Task RunAsync_PoolFileSharesMainNumbersWithASegmentAddedAtRunTime_IsRefused()
    {
        await using var redis = await OwnRedis.StartAsync();
        var file = Segment(7, "file", Mains);
        var plan = Plan(file);
        Assert.True((await InitAsync(redis, plan)).IsReady);
        Assert.Equal(SegmentAdmitted.Added, await AddAsync(redis, plan, Segment(9, "added", Others)));

        Assert.Contains("'added'", Assert.Single((await InitAsync(redis, Plan(file, Segment(10, "later", Others)))).Report), StringComparison.Ordinal);
        Assert.Contains("id 9", Assert.Single((await InitAsync(redis, Plan(file, Segment(9, "later", "18420000000")))).Report), StringComparison.Ordinal);
        Assert.False(await redis.Database.KeyExistsAsync(NumberKeys.Ledger(Segment(10, "later", Others))));
        Assert.True((await InitAsync(redis, Plan(file, Segment(9, "added", Others)))).IsReady);
    }

    [Fact]
    public async Task AddAsync_MainNumbersOfASegmentThatLeftThePoolFile_AreRefused()
    {
        await using var redis = await OwnRedis.StartAsync();
        Assert.True((await InitAsync(redis, Plan(Segment(7, "file", Mains), Segment(8, "gone", Others)))).IsReady);
        var plan = Plan(Segment(7, "file", Mains));
        Assert.Equal(SegmentAdmitted.MainNumbersTaken, await AddAsync(redis, plan, Segment(9, "added", Others)));
        Assert.Empty((await new SegmentRegistry(redis.Database).ReadAsync()).Segments);
        Assert.Equal(SegmentAdmitted.Added, await AddAsync(redis, plan, Segment(9, "added", "18420000000")));
    }

    [Fact]
    public async Task StoreOfAnEarlierVersion_MainNumbersAreNotedAtTheStartOrHinderWhatIsNew()
    {
        await using var redis = await OwnRedis.StartAsync();
        var (file, gone) = (Segment(7, "file", Mains), Segment(8, "gone", Others));
        Assert.True((await InitAsync(redis, Plan(file, gone))).IsReady);
        Assert.True(await redis.Database.KeyDeleteAsync(MainNumberLedger.Key));

        Assert.Empty(await SegmentClaims.FindProblemsAsync(redis.Database, Plan(file)));
        Assert.Equal("11 18400000000 100", await redis.Database.HashGetAsync(MainNumberLedger.Key, 7));
        var fresh = Segment(9, "fresh", "18420000000");
        Assert.Contains("id 8", Assert.Single((await InitAsync(redis, Plan(file, fresh))).Report), StringComparison.Ordinal);
        Assert.Equal(SegmentAdmitted.OthersUnknown, await AddAsync(redis, Plan(file), fresh));
        Assert.True((await InitAsync(redis, Plan(file, gone))).IsReady);
        Assert.True((await InitAsync(redis, Plan(file, fresh))).IsReady);
    }

    [Fact]
    public async Task FindProblemsAsync_CallPairsOfMainNumbersThatWereASegments_AreRefused()
    {
        await using var redis = await OwnRedis.StartAsync();
        Assert.True((await InitAsync(redis, Plan(Segment(7, "file", Mains), Segment(8, "gone", Others)))).IsReady);
        var pairs = new CallPairTable([new CallPairRange("couriers", "", Others, 10)]);
        var plan = new NumberPlan(new SegmentTable([Segment(7, "file", Mains)], pairs), s => _keys.DerivePermutationKey(s.Id));
        Assert.Contains("'couriers'", Assert.Single(await SegmentClaims.FindProblemsAsync(redis.Database, plan)), StringComparison.Ordinal);
    }

    private static NumberSegment Segment(ushort id, string name, string first) => new(id, name, "", first, 100, 4);

    private static Task<StoreInitialised> InitAsync(OwnRedis redis, NumberPlan plan) => StoreInitialisation.RunAsync(redis.Database, plan, TimeProvider.System);

    private static async Task<SegmentAdmitted> AddAsync(OwnRedis redis, NumberPlan plan, NumberSegment segment)
    {
        await using var pool = new NumberPool(redis.Database, plan, new NumberPoolOptions(), TimeProvider.System);
        var registry = new SegmentRegistry(redis.Database);
        var admission = new SegmentAdmission(redis.Database, plan, pool, registry, TimeProvider.System);
        return (await admission.AddAsync(segment, await registry.CountAsync(), TimeSpan.Zero)).Outcome;
    }

    private NumberPlan Plan(params NumberSegment[] segments) => new(new SegmentTable(segments), s => _keys.DerivePermutationKey(s.Id));
}
