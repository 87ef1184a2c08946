using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Importing;

/// <summary>What goes wrong on the way, or in the store, makes a number lead nowhere, never to a stranger.</summary>
public sealed class ImportSafetyTests(RedisStore store)
{
    private const string StrangersMobile = "15811112222";

    [Theory]
    [InlineData("the entry names a stranger's record")]
    [InlineData("the entry has another lease")]
    [InlineData("the entry is gone")]
    [InlineData("the entry is damaged")]
    [InlineData("the record has another lease")]
    [InlineData("the record names another number")]
    [InlineData("the record names another segment")]
    [InlineData("the record is gone")]
    [InlineData("a stranger's record is in its place")]
    public async Task ResolveAsync_BothSidesDisagree_IsUnknown(string label)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var (waybill, stranger) = (Waybills.New(), Waybills.New(w => w.Recipient.Mobile = StrangersMobile));
        var results = (await engine.ImportAsync([engine.Bind(waybill, 1), engine.Bind(stranger, 2)])).Results;
        var (key, field) = engine.HoldOf(engine.PlaceOf(results[0].Number()));
        var (_, other) = engine.HoldOf(engine.PlaceOf(results[1].Number()));
        var entry = (byte[])(await engine.Database.HashGetAsync(key, field))!;
        switch (label)
        {
            case "the entry names a stranger's record": await engine.Database.HashSetAsync(key, field, (byte[])[.. engine.RecordIdOf(stranger).AsSpan(), .. entry[15..]]); break;
            case "the entry has another lease": await engine.Database.HashSetAsync(key, field, await engine.Database.HashGetAsync(key, other)); break;
            case "the entry is gone": await engine.Database.HashDeleteAsync(key, field); break;
            case "the entry is damaged": await engine.Database.HashSetAsync(key, field, entry[..20]); break;
            case "the record has another lease": await engine.ChangeHeaderAsync(waybill, h => h with { Recipient = h.Recipient with { LeaseId = h.Recipient.LeaseId ^ 4 } }); break;
            case "the record names another number": await engine.ChangeHeaderAsync(waybill, h => h with { Recipient = h.Recipient with { Sequence = 3 } }); break;
            case "the record names another segment": await engine.ChangeHeaderAsync(waybill, h => h with { Recipient = h.Recipient with { Segment = engine.Setup.Segments[0].Id } }); break;
            case "the record is gone": await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(waybill)); break;
            default: await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), await engine.StoredAsync(stranger)); break;
        }
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(results[0].Number()));
        Assert.Equal(CallAnswer.Unknown, (await engine.NumberDesk.LookUpAsync(Callers.Masker, EngineUnderTest.Parse(results[0].Number()))).State);
        Assert.NotEqual(CallAnswer.Active, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)) is { } found && found.Number.ToString() == results[0].Number().Display ? found.State : default);
        Assert.DoesNotContain(await engine.AffectedAsync(engine.External()), a => a.Token == results[0].Recipient.Token);
        Assert.Equal(StrangersMobile, (await engine.CallAsync(results[1].Number())).ConnectTo);
    }

    [Theory]
    [InlineData(nameof(IDatabase.StringSetAsync))]
    [InlineData(nameof(IDatabase.ScriptEvaluateAsync))]
    [InlineData(nameof(IDatabase.StringGetAsync))]
    public async Task ImportAsync_StoreFailsOnTheWay_IsUnavailableAndSafeToSendAgain(string command)
    {
        var fails = false;
        var database = InterceptedDatabase.Over(store.Database, name =>
        {
            if (fails && name == command) throw new TimeoutException();
        });
        await using var engine = await EngineUnderTest.OpenAsync(database, Bindings.Setup() with { Options = new EngineOptions { StoreOutage = Shortage.MaskOnly } });
        var binding = engine.Bind(Waybills.New(), 1);
        fails = true;
        var refused = await engine.ImportAsync(binding);
        Assert.Equal((ItemCode.Unavailable, true), (refused.Status.Code, refused.Status.Retryable));
        refused.AssertNothingMasked();
        fails = false;
        if (command == nameof(IDatabase.StringSetAsync))
        {
            // The claim is there and its record may be under way: it is nobody else's, and leads nowhere.
            Assert.Equal(ItemCode.Conflict, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
            Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(binding.RecipientNumber.Virtual())).Answer);
        }
        Assert.Equal(binding.RecipientNumber.Number, (await engine.ImportAsync(binding)).Number().Display);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(binding.RecipientNumber.Virtual())).ConnectTo);
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task ImportAsync_AgainWithAnEarlierEndAfterAnUnknownOutcome_KeepsTheNumberUntilTheLaterOne()
    {
        var fails = false;
        var database = InterceptedDatabase.Over(store.Database, name =>
        {
            if (fails && name == nameof(IDatabase.StringSetAsync)) throw new TimeoutException();
        });
        await using var engine = await EngineUnderTest.OpenAsync(database, Bindings.Setup());
        fails = true;
        var waybill = Waybills.New();
        Assert.Equal(ItemCode.Unavailable, (await engine.ImportAsync(engine.Bind(waybill, 1, days: 60))).Status.Code);
        fails = false;
        Assert.Equal(ItemCode.Ok, (await engine.ImportAsync(engine.Bind(waybill, 1, days: 10))).Status.Code);
        // The first record may still have been on its way.
        engine.Clock.Advance(TimeSpan.FromDays(59));
        Assert.Equal(ItemCode.Conflict, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
    }

    [Fact]
    public async Task ImportAsync_SentAgainBetweenClaimAndRecord_IsStillItsNumber()
    {
        Func<Task>? between = null;
        var database = InterceptedDatabase.Over(store.Database, name =>
        {
            if (name == nameof(IDatabase.StringSetAsync)) between?.Invoke().GetAwaiter().GetResult();
        });
        await using var engine = await EngineUnderTest.OpenAsync(database, Bindings.Setup());
        await using var other = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, name =>
        {
            if (name == nameof(IDatabase.StringSetAsync)) throw new TimeoutException();
        }), engine.Setup);
        var binding = engine.Bind(Waybills.New(), 1);
        between = async () => Assert.Equal(ItemCode.Unavailable, (await other.ImportAsync(binding)).Status.Code);
        var number = (await engine.ImportAsync(binding)).Number();
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
    }

    [Fact]
    public async Task ImportAsync_RecordAppearsBetweenLookAndWrite_IsJudgedByWhatIsThere()
    {
        Func<Task>? between = null;
        var database = InterceptedDatabase.Over(store.Database, name =>
        {
            if (name != nameof(IDatabase.StringSetAsync) || between is not { } act) return;
            between = null;
            act().GetAwaiter().GetResult();
        });
        await using var engine = await EngineUnderTest.OpenAsync(database, Bindings.Setup());
        await using var other = await EngineUnderTest.OpenAsync(store.Database, engine.Setup);
        var (same, changed) = (engine.Bind(Waybills.New(), 1), engine.Bind(Waybills.New(), 2));

        between = () => other.ImportAsync(same);
        var replay = await engine.ImportAsync(same);
        Assert.True(replay.Replayed);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(replay.Number())).ConnectTo);

        between = () => other.SendAsync(changed.Waybill.Again(w => w.Recipient.Mobile = StrangersMobile));
        var refused = await engine.ImportAsync(changed);
        Assert.Equal((ItemCode.Conflict, 1u), (refused.Status.Code, refused.Version));
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(changed.RecipientNumber.Virtual())).Answer);
    }

    [Fact]
    public async Task SendAsync_OnlyExternalNumbersAreLeft_IssuesNone()
    {
        var own = EngineSetup.NewSegment();
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Segments = [own, EngineSetup.NewExternalSegment("广州")], FreeBlocks = 0 });
        var external = engine.External();
        Assert.Equal(ItemCode.NumbersExhausted, (await engine.SendAsync(Waybills.New())).Status.Code);
        foreach (var (wish, code, field) in new[]
        {
            (new NumberRequest { City = "广州" }, ItemCode.NumbersExhausted, "recipient_number"),
            (new NumberRequest { City = "广州", CityStrict = true }, ItemCode.UnknownSegment, "recipient_number.city"),
            (new NumberRequest { Segment = external.Name }, ItemCode.UnknownSegment, "recipient_number.segment"),
        })
            Assert.Equal((code, field), (await engine.SendAsync(Waybills.New(w => w.RecipientNumber = wish))).Status is var status ? (status.Code, status.Field) : default);
        // Neither does the pool, whoever asks it.
        foreach (var source in new[] { new NumberSource(external.Name), new NumberSource(null, "广州", true) })
        {
            var reservation = await engine.Pool.ReserveAsync(source, 1, TestContext.Current.CancellationToken);
            Assert.Equal(ReservationOutcome.UnknownSegment, reservation.Outcome);
            reservation.Complete();
        }
        Assert.Equal(0, (await engine.Pool.GetStatusAsync()).Segments[^1].Leased);
    }

    [Fact]
    public async Task RunAsync_StoreInit_MarksAnExternalSegmentAndRefusesAnotherOfItsId()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var other = await OwnRedis.StartAsync();
        var keys = EngineSetup.NewKeys();
        NumberSegment Segment(bool external, string first = "18500000000") => new(5, "moved", "", first, 100, 4, external: external);
        Task<StoreInitialised> InitAsync(NumberSegment segment, IDatabase? database = null) =>
            StoreInitialisation.RunAsync(database ?? redis.Database, new NumberPlan(new SegmentTable([segment]), s => keys.DerivePermutationKey(s.Id)), TimeProvider.System);
        Assert.True((await InitAsync(Segment(external: true))).IsReady);
        Assert.True((await InitAsync(Segment(external: true))).IsReady);
        Assert.False((await InitAsync(Segment(external: true, "18600000000"))).IsReady);
        Assert.False((await InitAsync(Segment(external: false))).IsReady);
        Assert.True((await InitAsync(Segment(external: false), other.Database)).IsReady);
        Assert.False((await InitAsync(Segment(external: true), other.Database)).IsReady);
    }

    [Fact]
    public async Task ImportAsync_StoreHasNoMarkOrAnothersMark_IsUnavailable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var mark = $"pw:n:x:{{{engine.External().Id}}}";
        await engine.Database.StringSetAsync(mark, "another");
        Assert.Equal(ItemCode.Unavailable, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
        await engine.Database.KeyDeleteAsync(mark);
        Assert.Equal(ItemCode.Unavailable, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
    }

    [Fact]
    public async Task Segment_ItsKindChangedInThePoolFile_HasNoNumbersRatherThanOtherPeoples()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var bindings = Waybills.New(20).Select((w, i) => engine.Bind(w, i)).ToArray();
        await engine.ImportAsync(bindings);
        var e = engine.External();
        var flipped = new NumberSegment(e.Id, e.Name, e.City, $"{e.FirstMainNumber}", e.MainNumbers, e.ExtensionLength);
        await using var other = await EngineUnderTest.OpenAsync(store.Database, engine.Setup with { Segments = [engine.Setup.Segments[0], flipped] });
        for (var place = 0; place < 20; place++)
            Assert.Equal(CallAnswer.Unknown, (await other.CallAsync(new VirtualNumber { Display = other.PrintedAt(new NumberRef(e.Id, place)) })).Answer);
    }
}
