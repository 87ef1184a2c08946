using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Numbers;

/// <summary>Segments that are added, suspended and retired while two servers run.</summary>
public sealed class SegmentLifeTests : IAsyncLifetime
{
    private RedisDeployment _deployment = null!;
    private ServerUnderTest _one = null!, _other = null!;

    public async ValueTask InitializeAsync()
    {
        _deployment = await RedisDeployment.StartAsync(capacityDigits: 6);
        var arguments = _deployment.Arguments("--Numbers:PollInterval=00:00:00.1");
        _one = await ServerUnderTest.StartAsync(arguments);
        _other = await ServerUnderTest.StartAsync(arguments);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    [Fact]
    public async Task AddedSegment_IsIssuedAndResolvedByEveryServerAndByOneThatStartsLater()
    {
        var added = await _one.Clients.Pools.AddSegmentAsync(NewSegment());
        Assert.NotNull(added.OpenTime);
        Assert.Null((await _one.Clients.Pools.AddSegmentAsync(NewSegment())).OpenTime);
        await StateAsync(_one, "added", SegmentState.Open);
        await StateAsync(_other, "added", SegmentState.Open);

        var waybills = new[] { _one, _other }.Select(_ => WaybillMaker.Make().Also(w => w.RecipientNumber = new NumberRequest { Segment = "added" })).ToArray();
        var first = await _one.Clients.MaskAsync(waybills[0]);
        var second = await _other.Clients.MaskAsync(waybills[1]);
        Assert.All(new[] { first, second }, r => Assert.StartsWith("1850", r.Recipient.VirtualNumber.MainNumber, StringComparison.Ordinal));
        Assert.NotEqual(first.Recipient.VirtualNumber.Display, second.Recipient.VirtualNumber.Display);
        await using var later = await ServerUnderTest.StartAsync(_deployment.Arguments());
        foreach (var server in new[] { _one, _other, later })
        {
            Assert.Equal(CallAnswer.Active, (await server.Clients.ResolveAsync(first.Recipient.VirtualNumber)).Answer);
            Assert.Equal(first.Recipient.VirtualNumber.Display, (await server.Clients.MaskAsync(waybills[0])).Recipient.VirtualNumber.Display);
        }
    }

    [Theory]
    [InlineData("its id with another content", StatusCode.AlreadyExists)]
    [InlineData("an id of the pool file", StatusCode.AlreadyExists)]
    [InlineData("main numbers of another", StatusCode.InvalidArgument)]
    [InlineData("main numbers of call pairs", StatusCode.InvalidArgument)]
    [InlineData("a name of another", StatusCode.InvalidArgument)]
    [InlineData("no power of ten", StatusCode.InvalidArgument)]
    [InlineData("an id of 0", StatusCode.InvalidArgument)]
    public async Task AddSegment_ThatCannotBe_IsRefusedAndChangesNothing(string label, StatusCode code)
    {
        if (code == StatusCode.AlreadyExists) await _one.Clients.Pools.AddSegmentAsync(NewSegment());
        var request = NewSegment();
        switch (label)
        {
            case "its id with another content": request.City = "北京"; break;
            case "an id of the pool file": request.Id = 7; break;
            case "main numbers of another": request.FirstMainNumber = "18400000000"; break;
            case "main numbers of call pairs": request.FirstMainNumber = "18490000000"; break;
            case "a name of another": request.Name = PoolFile.Segment; break;
            case "no power of ten": request.MainNumbers = 200; break;
            default: request.Id = 0; break;
        }
        var before = (await StatusAsync(_one)).Segments.Select(s => (s.Name, s.City, s.Capacity)).ToList();
        await Rpc.FailsAsync(code, _one.Clients.Pools.AddSegmentAsync(request));
        Assert.Equal(before, (await StatusAsync(_one)).Segments.Select(s => (s.Name, s.City, s.Capacity)));
    }

    [Fact]
    public async Task AddSegment_OnTwoServersAtOnce_IsOneSegmentOrIsRefused()
    {
        await AddBothAsync(NewSegment(), NewSegment());
        var others = Enumerable.Range(0, 8).Select(static n => (One: OfRound(10 + 2 * n, "one"), Other: OfRound(11 + 2 * n, "other"))).ToList();
        foreach (var (one, other) in others) Assert.All(await AddBothAsync(one, other), static answer => Assert.NotNull(answer!.OpenTime));
        for (var n = 40; n < 48; n++)
        {
            // One wins, and tells when it opens.
            var answers = await AddBothAsync(OfRound(n, "same"), OfRound(n, "same"));
            Assert.Single(answers, static answer => answer!.OpenTime is not null);
            Assert.All(answers, static answer => Assert.NotNull(answer));
            Assert.Single(await AddBothAsync(OfRound(n + 10, "one"), OfRound(n + 10, "other")), static answer => answer is null);
        }

        var names = await NamesAsync(_one, 1 + 1 + 16 + 8 + 8);
        Assert.Equal(names, await NamesAsync(_other, names.Count));
        foreach (var name in names)
        {
            foreach (var server in new[] { _one, _other }) await StateAsync(server, name, SegmentState.Open);
            var waybills = new[] { WaybillMaker.Make(), WaybillMaker.Make() };
            foreach (var waybill in waybills) waybill.RecipientNumber = new NumberRequest { Segment = name };
            var issued = await Task.WhenAll(_one.Clients.MaskAsync(waybills[0]), _other.Clients.MaskAsync(waybills[1]));
            Assert.NotEqual(issued[0].Recipient.VirtualNumber.Display, issued[1].Recipient.VirtualNumber.Display);
            Assert.Equal(waybills[0].Recipient.Mobile, (await _other.Clients.ResolveAsync(issued[0].Recipient.VirtualNumber)).ConnectTo);
            Assert.Equal(waybills[1].Recipient.Mobile, (await _one.Clients.ResolveAsync(issued[1].Recipient.VirtualNumber)).ConnectTo);
        }
    }

    [Fact]
    public async Task SuspendedSegment_IssuesNothingResolvesAndNamesWhomItConcerns_UntilResumed()
    {
        var waybill = WaybillMaker.Make();
        var result = await _one.Clients.MaskAsync(waybill);
        await _other.Clients.Pools.SuspendSegmentAsync(new SuspendSegmentRequest { Name = PoolFile.Segment });
        await StateAsync(_one, PoolFile.Segment, SegmentState.Suspended);
        Assert.Equal(ItemCode.Unavailable, (await _one.Clients.MaskAsync(WaybillMaker.Make())).Status.Code);
        var unary = await Rpc.FailsAsync(StatusCode.Unavailable, _one.Clients.Masking.MaskWaybillAsync(new MaskWaybillRequest { Waybill = WaybillMaker.Make() }));
        Assert.Equal("NUMBERS_UNAVAILABLE", unary.GetDetail<ErrorInfo>()!.Reason);
        await AssertClosedAsync(_one, new NumberRequest { Segment = PoolFile.Segment }, "recipient_number.segment");
        await AssertClosedAsync(_one, new NumberRequest { City = "杭州", CityStrict = true }, "recipient_number.city");
        Assert.Equal(CallAnswer.Active, (await _one.Clients.ResolveAsync(result.Recipient.VirtualNumber)).Answer);
        Assert.Equal(result.Recipient.VirtualNumber.Display, (await _one.Clients.MaskAsync(waybill)).Recipient.VirtualNumber.Display);

        var affected = Assert.Single(await AffectedAsync(_one));
        Assert.Equal((result.Recipient.Token, PartyRole.Recipient, result.Recipient.VirtualNumber.ExpireTime), (affected.Token, affected.Party, affected.ExpireTime));
        await _one.Clients.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = new ShipmentReference { Token = affected.Token } });
        Assert.Empty(await AffectedAsync(_one));

        await _one.Clients.Pools.ResumeSegmentAsync(new ResumeSegmentRequest { Name = PoolFile.Segment });
        await StateAsync(_other, PoolFile.Segment, SegmentState.Open);
        Assert.Equal(ItemCode.Ok, (await _other.Clients.MaskAsync(WaybillMaker.Make())).Status.Code);
    }

    [Fact]
    public async Task RetiredSegment_StaysRetiredAndIsDrainedWhenNothingIsLeft()
    {
        await _one.Clients.Pools.AddSegmentAsync(NewSegment());
        await StateAsync(_other, "added", SegmentState.Open);
        await _other.Clients.MaskAsync(WaybillMaker.Make());
        foreach (var name in new[] { "added", PoolFile.Segment }) await _one.Clients.Pools.RetireSegmentAsync(new RetireSegmentRequest { Name = name });
        // Nothing was ever issued from the one; the other has a live number.
        await StateAsync(_other, "added", SegmentState.Drained);
        await StateAsync(_other, PoolFile.Segment, SegmentState.Retired);
        var error = await Rpc.FailsAsync(StatusCode.FailedPrecondition, _other.Clients.Pools.ResumeSegmentAsync(new ResumeSegmentRequest { Name = "added" }));
        Assert.Equal("SEGMENT_RETIRED", error.GetDetail<ErrorInfo>()!.Reason);
        await Rpc.FailsAsync(StatusCode.FailedPrecondition, _other.Clients.Pools.SuspendSegmentAsync(new SuspendSegmentRequest { Name = "added" }));
        await Rpc.FailsAsync(StatusCode.NotFound, _one.Clients.Pools.RetireSegmentAsync(new RetireSegmentRequest { Name = "nobody" }));
        Assert.Equal(ItemCode.Unavailable, (await _other.Clients.MaskAsync(WaybillMaker.Make())).Status.Code);
        await AssertClosedAsync(_other, new NumberRequest { Segment = "added" }, "recipient_number.segment");
    }

    [Fact]
    public async Task PoolFileThatSharesMainNumbersWithAnAddedSegment_StopsTheStart()
    {
        await _one.Clients.Pools.AddSegmentAsync(NewSegment());
        var pool = Path.Combine(Path.GetDirectoryName(_deployment.PoolPath)!, "sharing.json");
        var file = await File.ReadAllTextAsync(_deployment.PoolPath, TestContext.Current.CancellationToken);
        var sharing = """{"segments":[{"id":10,"name":"sharing","firstMainNumber":"18500000000","mainNumbers":100,"extensionLength":4},""";
        await File.WriteAllTextAsync(pool, file.Replace("""{"segments":[""", sharing, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<SettingsException>(() => ServerUnderTest.StartAsync(_deployment.Arguments($"--Numbers:PoolFile={pool}")));
        Assert.Contains("'added'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task City_StrictOrFallingBack_IsFollowed()
    {
        await _one.Clients.Pools.AddSegmentAsync(NewSegment());
        await StateAsync(_one, "added", SegmentState.Open);
        (string City, bool Strict, string? Main)[] rows = [("", false, "1840"), ("上海", false, "1850"), ("上海", true, "1850"), ("杭州", true, "1840"), ("兰州", false, "1840"), ("兰州", true, null)];
        foreach (var (city, strict, main) in rows)
        {
            var result = await _one.Clients.MaskAsync(WaybillMaker.Make().Also(w => w.RecipientNumber = new NumberRequest { City = city, CityStrict = strict }));
            if (main is not null) Assert.StartsWith(main, result.Recipient.VirtualNumber.MainNumber, StringComparison.Ordinal);
            else Assert.Equal((ItemCode.UnknownSegment, "recipient_number.city"), (result.Status.Code, result.Status.Field));
        }
        var both = await _one.Clients.MaskAsync(WaybillMaker.Make().Also(w => w.RecipientNumber = new NumberRequest { City = "上海", Segment = "added" }));
        Assert.Equal((ItemCode.InvalidFormat, "recipient_number.city"), (both.Status.Code, both.Status.Field));
    }

    /// <summary>Adds on both at once; null for one that was refused because its id is another's.</summary>
    private async Task<AddSegmentResponse?[]> AddBothAsync(AddSegmentRequest one, AddSegmentRequest other)
    {
        return await Task.WhenAll(AddAsync(_one, one), AddAsync(_other, other));

        static async Task<AddSegmentResponse?> AddAsync(ServerUnderTest server, AddSegmentRequest request)
        {
            try
            {
                return await server.Clients.Pools.AddSegmentAsync(request);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
            {
                return null;
            }
        }
    }

    /// <summary>The names of the segments, once a server knows as many.</summary>
    private static async Task<List<string>> NamesAsync(ServerUnderTest server, int count)
    {
        List<string> names = [];
        await Eventually.HoldsAsync(async () => (names = [.. (await StatusAsync(server)).Segments.Select(static s => s.Name).Order()]).Count == count, $"{count} segments");
        return names;
    }

    private static AddSegmentRequest OfRound(int id, string name) => new()
    {
        Id = (uint)id,
        Name = $"{name}-{id}",
        FirstMainNumber = $"{18_500_000_000L + 1_000L * id}",
        MainNumbers = 100,
        ExtensionLength = 4,
        BlockSize = 1_000,
    };

    private static AddSegmentRequest NewSegment() => new()
    {
        Id = 9,
        Name = "added",
        City = "上海",
        FirstMainNumber = "18500000000",
        MainNumbers = 100,
        ExtensionLength = 4,
        BlockSize = 1_000,
    };

    private static async Task<GetPoolStatusResponse> StatusAsync(ServerUnderTest server) => await server.Clients.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest());

    private static Task StateAsync(ServerUnderTest server, string segment, SegmentState state) => Eventually.HoldsAsync(
        async () => (await StatusAsync(server)).Segments.SingleOrDefault(s => s.Name == segment)?.State == state, $"{segment} is {state}");

    /// <summary>Free numbers or not: an operator wants none issued, and sending it again changes nothing.</summary>
    private static async Task AssertClosedAsync(ServerUnderTest server, NumberRequest request, string field)
    {
        var status = (await server.Clients.MaskAsync(WaybillMaker.Make().Also(w => w.RecipientNumber = request))).Status;
        Assert.Equal((ItemCode.SegmentClosed, field, false), (status.Code, status.Field, status.Retryable));
        Assert.Contains("suspended or retired", status.Remedy, StringComparison.Ordinal);
    }

    private static async Task<List<AffectedShipment>> AffectedAsync(ServerUnderTest server)
    {
        var affected = new List<AffectedShipment>();
        using var call = server.Clients.Pools.ListAffectedShipments(new ListAffectedShipmentsRequest { Name = PoolFile.Segment });
        await foreach (var part in call.ResponseStream.ReadAllAsync()) affected.AddRange(part.Shipments);
        return affected;
    }
}

/// <summary>Changes a thing on the way.</summary>
file static class Changed
{
    public static T Also<T>(this T thing, Action<T> change)
    {
        change(thing);
        return thing;
    }
}
