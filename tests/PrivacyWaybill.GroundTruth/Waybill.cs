using PrivacyWaybill.GroundTruth.Labels;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.GroundTruth;

/// <summary>A synthetic waybill whose secrets are known.</summary>
/// <param name="Fields">Names, phones and addresses of both parties, goods, remark, company; each with the rule it is masked by.</param>
public sealed record Waybill(IReadOnlyList<(string Name, WaybillField Rule, LabelledText Text)> Fields);
