using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>A call that arrives at the switch.</summary>
/// <param name="Number">The called number.</param>
/// <param name="CallerNumber">The caller's number, in any spelling; empty if it is withheld.</param>
public readonly record struct IncomingCall(ExtendedNumber Number, string CallerNumber = "")
{
    /// <inheritdoc/>
    /// <remarks>Nothing of it: numbers must not get into a text.</remarks>
    public override string ToString() => nameof(IncomingCall);
}
