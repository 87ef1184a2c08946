using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>Codes of gates and doors, and tails of phones and cards. Codes for picking a parcel up are what a remark is for, and stay.</summary>
internal static class CodeLeaks
{
    private const int ShortestCode = 3;
    private const int LongestCode = 16;
    private const int LongestDoorCode = 8;
    private const int ShortestSpelt = 4;
    private const int LongestGroup = 3;

    /// <summary>The words that announce a code.</summary>
    public static readonly WordTable Cues = WordTable.ByFirst(
        "门禁密码", "门禁码", "门禁号", "開門密碼", "开门密码", "开门码", "门锁密码", "密码锁密码", "密码", "密碼", "门码", "锁码",
        "口令", "短号", "尾号", "尾號", "后四位", "后4位", "后六位", "后6位", "末四位", "後四碼", "末三碼");

    /// <summary>Words that are goods as well (门锁 5kg): a code behind them is digits and nothing else.</summary>
    public static readonly WordTable WeakCues = WordTable.ByFirst(
        "门禁", "门锁", "密码锁", "电子锁", "指纹锁", "楼道门", "单元门", "大门", "门铃按", "按门铃", "对讲按", "对讲", "按", "呼叫", "输入", "输");

    private static readonly string[] s_pickUps = ["取件", "取货", "提货", "开箱", "快递", "运单", "单号", "订单"];

    private static readonly CharSet s_measures = new("元个把套件台只块款%年月日时点分斤克米升折次箱盒包袋瓶号楼层室天人");

    private static readonly string[] s_latinCues = ["gate code", "door code", "access code", "passcode", "password", "pwd", "pin"];

    /// <summary>Finds the code behind an English cue that starts at an index.</summary>
    public static bool TryFindLatin(FieldText text, int index, out Leak leak)
    {
        leak = default;
        foreach (var cue in s_latinCues)
        {
            if (!text.Chars[index..].StartsWith(cue, StringComparison.OrdinalIgnoreCase) || text.KindAt(index + cue.Length) is CharKind.Latin) continue;
            var start = Leaks.Cues.SkipLink(text, index + cue.Length);
            if (TryFindSpelt(text, start, LongestGroup, out leak)) return true;
            var end = start;
            var digits = 0;
            for (; IsCode(text, end) && end - start < LongestCode; end++)
                if (text.Is(end, CharKinds.PlainDigits)) digits++;
            leak = new(start, end, LeakKind.Code);
            return digits >= ShortestCode && !IsCode(text, end) && text.IsCut(end);
        }

        return false;
    }

    /// <summary>Finds the code behind a cue that starts at an index.</summary>
    public static bool TryFind(FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = Cues.LengthAt(text, index);
        var weakCue = WeakCues.LengthAt(text, index);
        var weak = weakCue > cue;
        if (weak) cue = weakCue;
        if (cue == 0 || IsPickUp(text, index)) return false;
        var start = Leaks.Cues.SkipLink(text, index + cue);
        if (TryFindSpelt(text, start, weak ? 1 : LongestGroup, out leak)) return true;
        var end = start;
        var digits = 0;
        var letters = 0;
        for (; IsCode(text, end) && end - start < LongestCode; end++)
        {
            if (text.Is(end, CharKinds.Digits)) digits++;
            else if (text.KindAt(end) is CharKind.Latin) letters++;
        }

        if (digits + letters < ShortestCode || IsCode(text, end) || !text.IsCut(end)) return false;
        if (weak && (letters > 0 || digits > LongestDoorCode || s_measures.Contains(text[end]))) return false;
        leak = new(start, end, LeakKind.Code);
        return true;
    }

    // 1 2 3 4, 12-34-56: groups of one length, however they are set apart.
    private static bool TryFindSpelt(FieldText text, int start, int longestGroup, out Leak leak)
    {
        if (text.KindAt(start) is CharKind.Hash) start = Leaks.Cues.SkipLink(text, start + 1);
        var length = GroupLength(text, start);
        var end = start + length;
        while (end - start < 2 * LongestCode && text.KindAt(end) is CharKind.Space or CharKind.Dash && GroupLength(text, end + 1) == length && length > 0) end += 1 + length;
        leak = new(start, end, LeakKind.Code);
        var groups = (end - start + 1) / (length + 1);
        return groups > 1 && length <= longestGroup && groups * length >= ShortestSpelt && !s_measures.Contains(text[end]);
    }

    private static int GroupLength(FieldText text, int start)
    {
        var end = start;
        while (text.Is(end, CharKinds.Digits) && end - start <= LongestGroup) end++;
        return end - start;
    }

    private static bool IsPickUp(FieldText text, int index)
    {
        foreach (var word in s_pickUps)
            if (index >= word.Length && text.Has(index - word.Length, word)) return true;
        return false;
    }

    private static bool IsCode(FieldText text, int index) =>
        text.Is(index, CharKinds.Digits | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Hash | 1u << (int)CharKind.Mask);
}
