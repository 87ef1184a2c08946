using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Health.V1;
using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Tests.Servers;

public sealed class ServerCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Timestamp s_end = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 12, 8, 21, 28, 24, TimeSpan.Zero));
    private static readonly VirtualNumber s_number = new() { MainNumber = "18400913965", Extension = "7576", Display = "18400913965-7576", ExpireTime = s_end };

    private StandInServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StandInServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    public static TheoryData<string, IMessage, IMessage, string, int> Questions() => new()
    {
        {
            "resolve 18400913965转7576 --caller 13912345678",
            new ResolveCallRequest { CalledNumber = "18400913965转7576", CallerNumber = "13912345678" },
            new ResolveCallResponse { Answer = CallAnswer.Active, ConnectTo = "13812345678", Party = PartyRole.Recipient, ExpireTime = s_end },
            "answer          active\nconnect to      13812345678\nparty           recipient\nends            2026-12-08 21:28:24 UTC\n", ExitCode.Ok
        },
        {
            "resolve 18400913965-7576", new ResolveCallRequest { CalledNumber = "18400913965-7576" },
            new ResolveCallResponse { Answer = CallAnswer.Unknown }, "answer          unknown\n", ExitCode.SomeFailed
        },
        {
            "lookup --waybill SF1385628716739 --epoch 2 --party sender",
            new LookUpNumberRequest { Shipment = new ShipmentReference { Waybill = new WaybillKey { WaybillNo = "SF1385628716739", ShipmentEpoch = 2 } }, Party = PartyRole.Sender },
            new LookUpNumberResponse { State = CallAnswer.Active, VirtualNumber = s_number, Party = PartyRole.Sender },
            "state           active\nparty           sender\nnumber          18400913965-7576\nends            2026-12-08 21:28:24 UTC\n", ExitCode.Ok
        },
        {
            "lookup --token T0", new LookUpNumberRequest { Shipment = new ShipmentReference { Token = "T0" } },
            new LookUpNumberResponse { State = CallAnswer.Released, VirtualNumber = s_number },
            "state           released\nnumber          18400913965-7576\nends            2026-12-08 21:28:24 UTC\n", ExitCode.SomeFailed
        },
        {
            "lookup 18400913965转7576", new LookUpNumberRequest { VirtualNumber = "18400913965转7576" },
            new LookUpNumberResponse { State = CallAnswer.Active, VirtualNumber = s_number, Party = PartyRole.Recipient },
            "state           active\nparty           recipient\nnumber          18400913965-7576\nends            2026-12-08 21:28:24 UTC\n", ExitCode.Ok
        },
        {
            "erase --waybill SF1385628716739 --operator dpo-1",
            new EraseShipmentsRequest { Shipments = { new ShipmentReference { Waybill = new WaybillKey { WaybillNo = "SF1385628716739" } } }, OperatorId = "dpo-1" },
            new EraseShipmentsResponse { Results = { new ErasureResult { Code = ErasureCode.Ok, Version = 3 } } },
            "state           erased\nversion         3\n", ExitCode.Ok
        },
        {
            "erase --token T0 --operator dpo-1", new EraseShipmentsRequest { Shipments = { new ShipmentReference { Token = "T0" } }, OperatorId = "dpo-1" },
            new EraseShipmentsResponse { Results = { new ErasureResult { Code = ErasureCode.NotFound } } },
            "state           not erased: not found\n", ExitCode.SomeFailed
        },
        {
            "retention", new GetRetentionReportRequest(),
            new GetRetentionReportResponse
            {
                FinishTime = s_end, Complete = true, Due = 5, Collected = 1_234,
                Days = { new RetentionDay { Day = "2026-12-09", Live = 12_000, Erased = 3 }, new RetentionDay { Day = "2026-12-10", Live = 7 } },
            },
            "counted         2026-12-08 21:28:24 UTC\ncomplete        yes\nlive            12,007\nerased          3\ndue             5\ncollected       1,234\n"
            + "over on\n  2026-12-09      12,000 and 3 erased\n  2026-12-10      7\n", ExitCode.Ok
        },
        {
            "retention", new GetRetentionReportRequest(),
            new GetRetentionReportResponse
            {
                FinishTime = s_end, Complete = true, NamedByOddEpochs = 0, NamedByEvenEpochs = 7, Claims = 2,
                Days = { new RetentionDay { Day = "2026-12-10", Live = 7 } },
            },
            "counted         2026-12-08 21:28:24 UTC\ncomplete        yes\nlive            7\nerased          0\ndue             0\ncollected       0\n"
            + "odd epochs      0\neven epochs     7\nclaims          2\nover on\n  2026-12-10      7\n", ExitCode.Ok
        },
        {
            "extend --token T0 --for 15d",
            new ExtendNumberRequest { Shipment = new ShipmentReference { Token = "T0" }, ExpireTime = Timestamp.FromDateTimeOffset(s_now.AddDays(15)) },
            new ExtendNumberResponse { VirtualNumber = s_number, Version = 2 },
            "number          18400913965-7576\nends            2026-12-08 21:28:24 UTC\nversion         2\n", ExitCode.Ok
        },
        {
            "extend --waybill SF1385628716739 --party recipient --until 2026-12-31T23:59:59+08:00",
            new ExtendNumberRequest
            {
                Shipment = new ShipmentReference { Waybill = new WaybillKey { WaybillNo = "SF1385628716739" } },
                Party = PartyRole.Recipient,
                ExpireTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 12, 31, 15, 59, 59, TimeSpan.Zero)),
            },
            new ExtendNumberResponse { Version = 3 }, "version         3\n", ExitCode.Ok
        },
        {
            "release --token T0", new ReleaseNumberRequest { Shipment = new ShipmentReference { Token = "T0" } },
            new ReleaseNumberResponse { Version = 4 }, "state           released\nversion         4\n", ExitCode.Ok
        },
        {
            "call pair --waybill SF1385628716739 --party sender --courier 13900001111 --for 30m --extend",
            new BindCallPairRequest
            {
                Shipment = new ShipmentReference { Waybill = new WaybillKey { WaybillNo = "SF1385628716739" } },
                Party = PartyRole.Sender,
                CourierPhone = "13900001111",
                ValidFor = Duration.FromTimeSpan(TimeSpan.FromMinutes(30)),
                Extend = true,
            },
            new BindCallPairResponse { MainNumber = "18490000007", ExpireTime = s_end, Replayed = true },
            "both call       18490000007\nends            2026-12-08 21:28:24 UTC\nbound           before\n", ExitCode.Ok
        },
        {
            "call pair --token T0 --courier 13900001111", new BindCallPairRequest { Shipment = new ShipmentReference { Token = "T0" }, CourierPhone = "13900001111" },
            new BindCallPairResponse { MainNumber = "18490000007" }, "both call       18490000007\nbound           now\n", ExitCode.Ok
        },
        {
            "call report 18490000007 --call-id c-17 --outcome connected --duration 95s --caller 13900001111",
            new ReportCallRequest
            {
                CallId = "c-17", CalledNumber = "18490000007", Outcome = CallOutcome.Connected, Duration = Duration.FromTimeSpan(TimeSpan.FromSeconds(95)),
                CallerNumber = "13900001111",
            },
            new ReportCallResponse { Code = CallReportCode.Recorded, ConnectedCalls = 2 }, "report          recorded\nconnected       2\n", ExitCode.Ok
        },
        {
            "call report 18400913965-7576 --call-id c-18 --outcome no-answer",
            new ReportCallRequest { CallId = "c-18", CalledNumber = "18400913965-7576", Outcome = CallOutcome.NoAnswer },
            new ReportCallResponse { Code = CallReportCode.UnknownNumber }, "report          unknown number\n", ExitCode.SomeFailed
        },
        {
            "reveal --waybill SF1385628716739 --purpose recipient-request --operator agent-3 --device desk-9",
            new RevealRequest
            {
                Context = new RevealContext { Purpose = RevealPurpose.RecipientRequest, OperatorId = "agent-3", DeviceId = "desk-9" },
                Target = new RevealTarget { Shipment = new ShipmentReference { Waybill = new WaybillKey { WaybillNo = "SF1385628716739" } } },
            },
            new RevealResponse
            {
                Originals = new Originals
                {
                    Recipient = new Party { Name = "张三\u001b[2J", Mobile = "13812345678", Address = new Address { Province = "广东省", District = "龙岗区", Detail = "6栋301" } },
                    Remark = "放门口", Version = 1, ArrivedMasked = { "remark", "recipient.mobile" },
                },
            },
            "recipient\n  name            张三\\u{1b}[2J\n  mobile          13812345678\n  divisions       广东省 龙岗区\n  detail          6栋301\n"
                + "waybill\n  remark          放门口\n  version         1\n  arrived masked  remark, recipient.mobile\n",
            ExitCode.Ok
        },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Command_Question_IsAskedAndAnswered(string command, IMessage question, IMessage answer, string expected, int code)
    {
        _server.Answer = _ => answer;

        var outcome = await AskAsync(command);
        var json = await AskAsync(command + " --json");

        Assert.Equal(expected, outcome.Output);
        Assert.Equal((code, code), (outcome.Code, json.Code));
        Assert.Equal(answer, answer.Descriptor.Parser.ParseJson(json.Output));
        Assert.All(_server.Asked, asked => Assert.Equal((question, "Bearer pw_test"), asked));
    }

    [Theory]
    [InlineData("all", "health", "process         serving\nmask            serving\nissue           not serving\nresolve         unknown\nreveal          serving\n", ExitCode.SomeFailed)]
    [InlineData("one that serves", "health mask", "mask            serving\n", ExitCode.Ok)]
    [InlineData("one that does not", "health issue", "issue           not serving\n", ExitCode.SomeFailed)]
    [InlineData("as JSON", "health mask --json", "{\"mask\":\"serving\"}\n", ExitCode.Ok)]
    public async Task Health_Capabilities_AreAskedOneByOne(string label, string command, string expected, int code)
    {
        _server.Answer = question => ((HealthCheckRequest)question).Service switch
        {
            "issue" => new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.NotServing },
            "resolve" => throw StandInServer.Error(Code.NotFound, "no such service"),
            _ => new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving },
        };

        var outcome = await AskAsync(command);

        Assert.NotEmpty(label);
        Assert.Equal(expected, outcome.Output);
        Assert.Equal(code, outcome.Code);
    }

    [Fact]
    public async Task Command_CallFails_PrintsCodeMessageAndDetails()
    {
        _server.Answer = _ => throw StandInServer.Error(Code.InvalidArgument, "waybill_no: must be 8 to 40 ASCII letters",
            new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "shipment.waybill_no", Description = "must be 8 to 40 ASCII letters" } } },
            new ErrorInfo { Domain = "privacywaybill", Reason = "FIELD_INVALID", Metadata = { ["field"] = "waybill_no" } },
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(2500)) });

        var outcome = await AskAsync("release --token T0");

        Assert.Empty(outcome.Output);
        Assert.Equal("""
            error: INVALID_ARGUMENT: waybill_no: must be 8 to 40 ASCII letters
              field shipment.waybill_no: must be 8 to 40 ASCII letters
              reason FIELD_INVALID field=waybill_no
              retry in 2.5 s

            """.ReplaceLineEndings("\n"), outcome.Error);
    }

    [Theory]
    [InlineData(Code.NotFound, "NOT_FOUND", ExitCode.SomeFailed)]
    [InlineData(Code.FailedPrecondition, "FAILED_PRECONDITION", ExitCode.SomeFailed)]
    [InlineData(Code.DataLoss, "DATA_LOSS", ExitCode.SomeFailed)]
    [InlineData(Code.Unauthenticated, "UNAUTHENTICATED", ExitCode.Refused)]
    [InlineData(Code.PermissionDenied, "PERMISSION_DENIED", ExitCode.Refused)]
    [InlineData(Code.ResourceExhausted, "RESOURCE_EXHAUSTED", ExitCode.Refused)]
    [InlineData(Code.Unavailable, "UNAVAILABLE", ExitCode.Refused)]
    public async Task Command_CallFails_TellsRefusalFromAnswer(Code status, string name, int code)
    {
        _server.Answer = _ => throw StandInServer.Error(status, "because");

        var outcome = await AskAsync("lookup --token T0");

        Assert.Equal($"error: {name}: because\n", outcome.Error);
        Assert.Equal(code, outcome.Code);
    }

    [Theory]
    [InlineData("lookup --waybill SF1385628716739", "state           unknown\nparty           recipient\nstate           active\nparty           sender\nnumber          18400913965-7576\nends            2026-12-08 21:28:24 UTC\n")]
    [InlineData("lookup --waybill SF1385628716739 --json", "{ \"state\": \"CALL_ANSWER_UNKNOWN\", \"party\": \"PARTY_ROLE_RECIPIENT\" }\n{ \"state\": \"CALL_ANSWER_ACTIVE\", \"virtual_number\": ")]
    public async Task LookUp_WaybillWithoutAParty_ShowsBoth(string command, string says)
    {
        _server.Answer = request => ((LookUpNumberRequest)request).Party == PartyRole.Sender
            ? new LookUpNumberResponse { State = CallAnswer.Active, VirtualNumber = s_number, Party = PartyRole.Sender }
            : new LookUpNumberResponse { State = CallAnswer.Unknown };

        var outcome = await AskAsync(command);

        Assert.StartsWith(says, outcome.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Ok, 2), (outcome.Code, _server.Asked.Count));
    }

    [Fact]
    public async Task Command_NobodyListens_IsUnreachable()
    {
        var outcome = await Pw.RunAsync("resolve", "18400913965-7576", "--server", $"http://127.0.0.1:{RedisServerProcess.FreePort()}");

        Assert.StartsWith("error: UNAVAILABLE: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, outcome.Code);
    }

    [Fact]
    public async Task Command_NoKey_SendsNone()
    {
        _server.Answer = _ => new ReleaseNumberResponse();

        await Pw.RunAsync("release", "--token", "T0", "--server", _server.Url);

        Assert.Null(Assert.Single(_server.Asked).Authorization);
    }

    [Theory]
    [InlineData("no shipment", "lookup --party sender", "one of --token and --waybill")]
    [InlineData("two shipments", "lookup --token T0 --waybill SF1385628716739", "one of --token and --waybill")]
    [InlineData("no party", "release --waybill SF1385628716739", "--waybill needs --party")]
    [InlineData("wrong party", "release --waybill SF1385628716739 --party shipper", "'shipper'")]
    [InlineData("epoch of a token", "lookup --token T0 --epoch 1", "--epoch goes with --waybill")]
    [InlineData("no new end", "extend --token T0", "one of --until and --for")]
    [InlineData("two new ends", "extend --token T0 --until 2026-12-31 --for 15d", "one of --until and --for")]
    [InlineData("no time", "extend --token T0 --until tomorrow", "--until: must be a time")]
    [InlineData("no span", "extend --token T0 --for 15", "--for: must be")]
    [InlineData("negative span", "extend --token T0 --for -15d", "--for: must be")]
    [InlineData("no purpose", "reveal --token T0 --operator a --device b", "--purpose")]
    [InlineData("wrong purpose", "reveal --token T0 --operator a --device b --purpose fun", "'fun'")]
    [InlineData("no URL", "release --token T0 --server waybills", "--server: must be a URL")]
    [InlineData("CA without TLS", "release --token T0 --ca ca.pem", "--ca: goes with an https server")]
    [InlineData("missing CA", "release --token T0 --server https://127.0.0.1 --ca none.pem", "none.pem")]
    [InlineData("unknown capability", "health fly", "'fly'")]
    [InlineData("no courier", "call pair --token T0", "--courier")]
    [InlineData("pair of no shipment", "call pair --courier 13900001111", "one of --token and --waybill")]
    [InlineData("pair for no span", "call pair --token T0 --courier 13900001111 --for soon", "--for: must be")]
    [InlineData("no outcome", "call report 18400913965-7576 --call-id c-1", "--outcome")]
    [InlineData("wrong outcome", "call report 18400913965-7576 --call-id c-1 --outcome fun", "'fun'")]
    [InlineData("no segment", "pool suspend", "SEGMENT")]
    [InlineData("no main numbers", "pool add sz-2 --id 2 --extension-length 4", "--first-main-number")]
    public async Task Command_WrongUsage_AsksNothing(string label, string command, string message)
    {
        var outcome = await Pw.RunAsync(command.Split(' '));

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private Task<Outcome> AskAsync(string command) => Pw.RunOnAsync(Stream.Null, (output, error) => new Shell(Stream.Null, output, error)
    {
        Variable = name => name switch { "PW_SERVER" => _server.Url, "PW_API_KEY" => "pw_test", _ => null },
        Time = new FakeTimeProvider(s_now),
    }, command.Split(' '));
}
