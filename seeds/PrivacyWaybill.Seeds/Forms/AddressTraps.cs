using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Waybills;
using static PrivacyWaybill.Seeds.Forms.Addresses;
using static PrivacyWaybill.Seeds.Forms.Buildings;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>Names of real places that read like buildings, units or rooms, with and without a room behind them.</summary>
internal static class AddressTraps
{
    public static readonly Form<SyntheticAddress>[] Forms =
    [
        Trap("trap-town-like-building", "广东省惠州市惠城区三栋镇", "广东省惠州市惠城区三栋镇数码工业园", "广东省惠州市惠城区三栋大道"),
        Trap("trap-gate-in-name", "北京市西城区西便门东里", "北京市西城区阜成门外大街", "北京市崇文门外大街", "福建省厦门市思明区厦门大学西门"),
        Trap("trap-number-in-name", "北京市东城区东四十条甲22号", "天津市南开区三潭西里", "北京市朝阳区十里堡", "广东省广州市越秀区三元里大道"),
        Trap("trap-number-road", "河南省郑州市二七区二七路", "江西省南昌市东湖区八一大道", "福建省福州市鼓楼区五四路", "福建省福州市鼓楼区八一七北路"),
        Trap("trap-regiment-name", "新疆石河子市一二一团炮台镇文化路", "新疆五家渠市一〇一团", "新疆阿拉尔市十二团"),
        Trap("trap-quarter-with-digits", "北京市朝阳区酒仙桥路2号798艺术区", "北京市朝阳区751D·PARK北京时尚设计广场", "上海市静安区南京西路1788国际中心", "上海市虹口区溧阳路611号1933老场坊"),
        Trap("trap-school-number", "湖北省武汉市江夏区文化大道110号第101中学", "上海市第五十四中学", "北京市第八中学", "天津市第一百中学"),
        Trap("trap-highway", "江西省上饶市320国道旁加油站", "安徽省滁州市104国道旁", "G15沈海高速嘉兴服务区"),
        Trap("trap-station", "广东省深圳市南山区地铁1号线世界之窗站", "北京市地铁13号线五道口站A口", "上海市虹桥机场2号航站楼", "四川省成都市双流机场T2航站楼"),
        Trap("trap-floor-in-name", "湖北省武汉市武昌区黄鹤楼街道", "北京市东城区鼓楼东大街", "江苏省徐州市鼓楼区牌楼街道", "山东省聊城市东昌府区古楼街道"),
        Trap("trap-room-in-name", "北京市海淀区紫竹院街道", "安徽省桐城市文昌街道六尺巷", "湖南省长沙市天心区白果园", "浙江省杭州市上城区十五奎巷"),
    ];

    private static Form<SyntheticAddress> Trap(string form, params string[] names) =>
        Whole(form, d => d.Pick<string>(names) + (d.Chance(50) ? Estate(d) + Block(d) + Unit(d) + Room(d) : ""));
}
