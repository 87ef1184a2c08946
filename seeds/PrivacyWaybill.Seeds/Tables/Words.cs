namespace PrivacyWaybill.Seeds.Tables;

/// <summary>Words of which estates, buildings, villages, firms, goods and notes are put together.</summary>
internal static class Words
{
    public static readonly string[] EstateHeads =
        ["金色", "阳光", "翡翠", "锦绣", "丽景", "碧水", "书香", "香樟", "和谐", "绿洲", "滨江", "世纪", "凤凰", "雅豪", "梧桐", "白鹭", "桂花", "湖畔", "云溪", "星河"];

    public static readonly string[] EstateTails =
        ["花园", "家园", "小区", "公寓", "雅苑", "名城", "新村", "华庭", "国际", "府", "水岸", "里", "苑", "新城"];

    public static readonly string[] OfficeTails = ["大厦", "中心", "广场", "科技园", "创意产业园", "商务中心", "国际大厦"];

    public static readonly string[] Villages = ["柳林村", "东湾村", "上河村", "石桥村", "杨树村", "新民村", "大塘村", "南岗村", "西坡村", "黄泥村"];

    public static readonly string[] Hamlets = ["东湾", "前进", "下塘", "老屋", "河沿", "竹园", "新建", "大院"];

    public static readonly string[] FirmHeads = ["恒远", "鑫达", "博创", "宏泰", "瑞丰", "华腾", "天一", "优品", "盛世", "众合", "云帆", "嘉禾"];

    public static readonly string[] FirmTails =
        ["科技有限公司", "贸易有限公司", "电子商务有限公司", "服饰有限公司", "食品厂", "五金店", "实业集团", "文化传媒有限公司", "机械制造有限公司", "便利店"];

    public static readonly string[] Departments = ["财务部", "行政部", "仓库", "售后部", "前台", "采购部", "人力资源部"];

    public static readonly string[] Goods =
        ["服装", "文件", "日用品", "数码配件", "图书", "食品", "化妆品", "鞋靴", "玩具", "茶叶", "手机壳", "母婴用品", "办公用品", "水果", "五金配件", "家纺"];

    public static readonly string[] Titles = ["先生", "女士", "小姐"];

    public static readonly string[] TradeTitles = ["老师", "总", "工", "师傅", "经理", "医生", "主任", "老板", "会计"];

    public static readonly string[] KinTitles = ["大爷", "阿姨", "叔", "奶奶", "哥", "姐", "大姐", "婶"];

    public static readonly string[] DeliveryNotes =
        ["放丰巢", "放菜鸟驿站", "放门口", "放快递柜", "放物业", "请上楼", "放小区门卫室", "到了打电话"];

    public static readonly string[] HospitalNames = ["市第一人民医院", "中医院", "妇幼保健院", "省立医院", "职工医院"];

    public static readonly string[] SchoolNames = ["大学东校区", "师范学院", "职业技术学院", "理工大学南校区", "第三中学"];

    public static readonly string[] Markets = ["富民时装城", "国际商贸城", "建材市场", "农产品批发市场", "电子世界", "轻纺城", "花鸟市场"];
}
