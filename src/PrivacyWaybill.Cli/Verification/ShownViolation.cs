using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>A field that fails, without its value.</summary>
/// <param name="Record">The record's number, from 1.</param>
/// <param name="Line">The line that it begins in.</param>
/// <param name="Field">Header, path or number of the column.</param>
/// <param name="Violations">All that is wrong with it.</param>
internal sealed record ShownViolation(long Record, long Line, string Field, Violations Violations);
