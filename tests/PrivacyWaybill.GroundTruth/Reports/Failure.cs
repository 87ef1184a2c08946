using PrivacyWaybill.GroundTruth.Judging;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Reports;

/// <summary>A field that was masked wrongly. It shows the field whole: the data are made up.</summary>
public sealed record Failure(LabelledText Source, string Masked, Verdict Verdict);
