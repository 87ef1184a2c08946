using PrivacyWaybill.Masking.Addresses;
using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>
/// Units, storeys, rooms and beds in a remark. Only what is marked as one counts, or what stands right behind a
/// building: a remark is full of numbers that are none.
/// </summary>
internal static class UnitLeaks
{
    private const int RoomDigits = 3;

    /// <summary>Finds the run of units that starts with the number at an index, or right behind the building there.</summary>
    public static bool TryFind(in FieldText text, int index, out Leak leak, out int next)
    {
        leak = default;
        AddressNumber.TryRead(text, index, out var number);
        next = Math.Max(number.End, index + 1);
        if (number.Digits == 0 || text.KindAt(index - 1) is CharKind.Dot) return false;
        if (IsDashForm(text, number, out var start, out var dashEnd) && !Cues.OrderBefore(text, index))
        {
            leak = new(start, Extend(text, dashEnd), LeakKind.Unit);
            return true;
        }

        var marker = Markers.Read(text, number.End, out var length);
        var end = number.End + length;
        if (marker is Marker.Building && !(number.IsHan && length == 1 && Markers.NameFollows(text, end)))
        {
            next = end;
            var behind = Skip(text, end);
            var run = Extend(text, end);
            if (run == end) return false;
            leak = new(behind, run, LeakKind.Unit);
            return true;
        }

        if (!StandsAlone(text, number, marker, end)) return false;
        leak = new(index, Extend(text, end), LeakKind.Unit);
        return true;
    }

    /// <summary>Which marked numbers are units without anything before them.</summary>
    private static bool StandsAlone(in FieldText text, AddressNumber number, Marker marker, int end)
    {
        if (number.IsHan && Markers.NameFollows(text, end)) return false;
        var last = text[end - 1];
        switch (marker)
        {
            case Marker.Floor:
                return true;
            case Marker.Unit:
                return last switch
                {
                    // 三室一厅
                    '室' => number.Length > 1 && !(AddressNumber.TryRead(text, end, out var next) && text[next.End] is '厅' or '卫'),
                    '元' or '区' or '區' => true,
                    // 1床被子, 3间, 2层纸箱
                    '床' => !text.Is(end, CharKinds.AllHan) && text[number.End - 1] is not ('m' or 'M'),
                    '房' or '號' or '户' or '戶' or '铺' or '档' => number.Digits >= RoomDigits && !number.IsHan,
                    _ => false,
                };
            default:
                return false;
        }
    }

    /// <summary>5-1-101 keeps its building; dates have another shape.</summary>
    private static bool IsDashForm(in FieldText text, AddressNumber first, out int start, out int end)
    {
        start = end = 0;
        if (!AddressNumber.IsDash(text, first.End) || text[first.End] is '/' || first.IsHan || first.Length > 2 + (first.Digits < first.Length ? 1 : 0)
            || text.KindAt(first.Start - 1) is CharKind.Dash or CharKind.Hash or CharKind.Plus) return false;
        if (!AddressNumber.TryRead(text, first.End + 1, out var second) || second.IsHan || second.Digits == 0 || second.Length > 2
            || !AddressNumber.IsDash(text, second.End)
            || !AddressNumber.TryRead(text, second.End + 1, out var third) || third.IsHan
            || third.Digits is < RoomDigits or > 4 || third.Digits == 4 && text[third.Start] is '1' or '2' && text[third.Start + 1] is '9' or '0'
            || AddressNumber.IsDash(text, third.End)) return false;
        start = first.End + 1;
        end = third.End;
        return true;
    }

    /// <summary>Extends a run over further units and the room number that ends it.</summary>
    private static int Extend(in FieldText text, int end)
    {
        while (true)
        {
            var i = Skip(text, end);
            // 3号楼***: what arrived masked belongs to the run.
            if (text.KindAt(i) is CharKind.Mask && i < text.Length)
            {
                while (text.KindAt(i) is CharKind.Mask && i < text.Length) i++;
                end = i;
                continue;
            }

            if (!AddressNumber.TryRead(text, i, out var number) || number.Digits == 0 || number.Digits > 4) return end;
            var marker = Markers.Read(text, number.End, out var length);
            var marked = marker is Marker.Unit or Marker.Floor or Marker.Door or Marker.House;
            var room = marker is Marker.None && !text.Is(number.End, CharKinds.AllHan) && number.Digits >= 2
                || AddressNumber.IsDash(text, number.End) && text.Is(number.End + 1, CharKinds.Digits);
            if (!marked && !room) return end;
            end = number.End + length;
        }
    }

    private static int Skip(in FieldText text, int index)
    {
        while (text.KindAt(index) is CharKind.Space or CharKind.Dash && index < text.Length) index++;
        return index;
    }
}
