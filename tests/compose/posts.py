"""Posts as offices write them, and the words in which none of them may be parted; for page and slide."""

POSTS = [
    "区水务局党组书记、局长，区河长制办公室主任",
    "市委副秘书长、区委副书记、管委会主任",
    "济宁高新区党工委委员、管理委员会副主任",
    "市生态环境局高新区分局党支部书记、局长",
    "高新区规划建设局党组成员、总工程师",
    "区委区政府督查考核办公室副主任科员",
    "某街道党工委书记、人大工委主任",
    "长沙高新区会计核算中心主任",
    "区人民检察院党组书记、检察长",
    "区人民法院党组成员、副院长",
    "区政协副主席、工商联主席",
    "区委组织部副部长、区委编办主任",
    "区委宣传部常务副部长，区融媒体中心主任",
    "区纪委副书记、监委副主任",
    "区人大常委会办公室主任",
    "区发展和改革局党组书记、局长",
    "区财政局副局长、国库集中支付中心主任",
    "区人力资源和社会保障局局长",
    "区自然资源和规划局党组书记、局长",
    "区住房和城乡建设局副局长",
    "区交通运输局党委书记、局长",
    "区农业农村局党组书记、局长，区乡村振兴局局长",
    "区文化和旅游局党组副书记、副局长",
    "区卫生健康局党委委员、副局长",
    "区退役军人事务局局长",
    "区应急管理局党委书记、局长",
    "区审计局党组书记、局长",
    "区市场监督管理局党组成员、副局长",
    "区统计局党组书记、局长",
    "区医疗保障局局长、医疗保险事业中心主任",
    "区信访局局长",
    "区行政审批服务局局长、政务服务中心主任",
    "区大数据中心主任",
    "区综合行政执法局局长、执法大队大队长",
    "区投资促进局局长，招商一局局长",
    "区气象局党组书记、局长",
    "国家税务总局某区税务局党委委员、总会计师",
    "某镇党委副书记、镇长",
    "某街道办事处主任、社区治理委员会主任",
    "区总工会党组书记、常务副主席",
    "团区委书记、青年联合会主席",
    "区妇联党组书记、主席",
    "某集团有限公司党委书记、董事长、总经理",
    "区第一人民医院党委书记、院长，区卫生健康委员会委员",
    "某某区委员会统战部副部长、区委会计委员",
    "区域协同发展办公室主任，会计核算中心副主任",
]
PARTED_NEVER = [
    "党组",
    "书记",
    "副书记",
    "主任",
    "副主任",
    "局长",
    "副局长",
    "办公室",
    "委员会",
    "委员",
    "主席",
    "副主席",
    "常委",
    "会计",
    "会长",
    "部长",
    "副部长",
    "院长",
    "副院长",
    "检察长",
    "镇长",
    "董事长",
    "总经理",
    "工程师",
    "秘书长",
    "区域",
    "办事处",
    "水务",
    "党委",
    "党工委",
    "管委会",
    "大队长",
]


def inside_words(post: str) -> frozenset[int]:
    """Offsets at which a line's end would part a word."""
    return frozenset(
        start + inner
        for word in PARTED_NEVER
        for start in range(len(post))
        if post.startswith(word, start)
        for inner in range(1, len(word))
    )


def can_be_whole(post: str, measure: int) -> bool:
    """Whether lines of so many characters can hold the post with no word parted and no mark at a line's start."""
    bad = inside_words(post)
    ends = {0}
    for end in range(1, len(post) + 1):
        legal = end == len(post) or (end not in bad and post[end] not in "、，")
        if legal and any(0 < end - start <= measure for start in ends):
            ends.add(end)
    return len(post) in ends
