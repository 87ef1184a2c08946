using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>The desk's answers about numbers as messages of the contract.</summary>
internal static class NumberMessages
{
    /// <summary>The number of an answer that has one.</summary>
    public static VirtualNumber Number(NumberAnswer answer)
    {
        var display = answer.Number.ToString();
        return new VirtualNumber
        {
            MainNumber = display[..answer.Number.MainDigits],
            Extension = display[^answer.Number.ExtensionDigits..],
            Display = display,
            ExpireTime = new Timestamp { Seconds = answer.ExpiresAt },
        };
    }

    /// <summary>What became of a change, of one party's number or of both's.</summary>
    public static NumberChangeResult Result(IReadOnlyList<NumberAnswer> answers)
    {
        var result = new NumberChangeResult { Code = Worst(answers), Version = answers.Max(a => a.Version) };
        if (answers.Any(a => a.Found == Found.Yes)) result.Parties.Add(answers.Select(Party));
        return result;
    }

    private static PartyNumberChange Party(NumberAnswer answer) => new()
    {
        Party = answer.Party,
        Code = Code(answer),
        VirtualNumber = answer.State == CallAnswer.Unknown ? null : Number(answer),
        LatestExpireTime = answer.LatestExpiry is { } latest ? new Timestamp { Seconds = latest.ToUnixTimeSeconds() } : null,
    };

    /// <summary>The first error; that one of two parties has no number is none.</summary>
    private static NumberChangeCode Worst(IReadOnlyList<NumberAnswer> answers)
    {
        var codes = answers.Select(Code).Where(static c => c != NumberChangeCode.NoNumber).ToList();
        if (codes.Count == 0) return NumberChangeCode.NoNumber;
        return codes.Find(static c => c != NumberChangeCode.Ok) is var error && error != NumberChangeCode.Unspecified ? error : NumberChangeCode.Ok;
    }

    private static NumberChangeCode Code(NumberAnswer answer) => answer.Found switch
    {
        Found.Yes => answer.Change,
        Found.InvalidReference => NumberChangeCode.InvalidReference,
        Found.No => NumberChangeCode.NotFound,
        Found.Unreadable => NumberChangeCode.UnreadableRecord,
        _ => NumberChangeCode.Unavailable,
    };
}
