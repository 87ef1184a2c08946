using PrivacyWaybill.Conformance;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Stage <c>verification</c>: a share of the waybills, masked, is held against GB/T 41833-2022 by a judge that shares
/// nothing with the masker. What it finds is counted and, by policy, refused: nothing of such a waybill is shown or stored.
/// </summary>
/// <param name="options">The share, and what happens to a waybill that does not hold.</param>
/// <param name="platformNumbers">Tells the numbers that are rightly printed whole.</param>
/// <param name="check">The judge.</param>
/// <param name="onViolation">Told of each field that does not hold, beside the counters.</param>
internal sealed class VerificationStage(EngineOptions options, PlatformNumbers platformNumbers, FieldCheck check, Action<MaskingViolation> onViolation)
{
    private static readonly (TextField Field, CheckedField Kind)[] Checked =
    [
        .. TextFields.All.ToArray().Where(f => TextFields.Kind(f) is not null).Select(f => (f, TextFields.Kind(f) switch
        {
            WaybillField.Name => CheckedField.Name,
            WaybillField.Phone => CheckedField.Phone,
            WaybillField.Address => CheckedField.Address,
            _ => CheckedField.FreeText,
        })),
    ];

    private readonly ShareSampler _sampler = new(options.VerifiedShare);

    /// <summary>Verifies the batch's share of what was masked.</summary>
    public void Verify(WaybillBatch batch)
    {
        if (_sampler.IsOff) return;
        var open = 0;
        foreach (ref var item in batch.Items)
            if (item.IsOpen) open++;
        var turns = _sampler.Take(open);
        for (var i = 0; i < batch.Count; i++)
            if (batch.Items[i].IsOpen && turns.Next()) Check(batch, i);
    }

    /// <summary>Verifies an item that was masked anew, if it is its turn.</summary>
    public void Verify(WaybillBatch batch, int i)
    {
        if (!_sampler.IsOff && batch.Items[i].IsOpen && _sampler.Take(1).Next()) Check(batch, i);
    }

    private void Check(WaybillBatch batch, int i)
    {
        // Masking has found the profile.
        if (!batch.Profiles.TryGet(batch.Output(i, TextField.Profile), out var profile)) return;
        if (!profile.IsCompliant)
        {
            VerificationMeter.Unverified(profile.Name);
            return;
        }
        Span<int> fields = stackalloc int[VerificationMeter.Kinds];
        fields.Clear();
        foreach (var (field, kind) in Checked)
        {
            if (batch.Input(i, field).IsEmpty) continue;
            fields[(int)kind]++;
            var violations = check(kind, batch.Input(i, field), batch.Output(i, field), IsVirtual(batch, i, field)).Violations;
            if (violations != Violations.None) Answer(batch, i, field, new MaskingViolation(profile.Name, kind, violations));
        }
        VerificationMeter.Verified(profile.Name, fields);
    }

    private bool IsVirtual(WaybillBatch batch, int i, TextField field)
    {
        var party = field >= TextField.RecipientName ? PartyRole.Recipient : PartyRole.Sender;
        return field == TextFields.Of(party, PartyField.PlatformNumber)
            && platformNumbers.IsVerified(batch.Input(i, TextFields.Of(party, PartyField.PlatformIssuer)), batch.Input(i, field));
    }

    private void Answer(WaybillBatch batch, int i, TextField field, in MaskingViolation violation)
    {
        VerificationMeter.Violated(violation);
        onViolation(violation);
        ref var item = ref batch.Items[i];
        if (options.OnViolation == ViolationPolicy.Refuse && item.IsOpen)
            item.Fail(ItemCode.VerificationFailed, field, "its masked text did not pass the server's own check; nothing was shown or stored. Tell the server's operator");
    }
}
