"""The words round the lessons: key -> (English, Chinese). Each lesson's own are in a module of its name."""

WORDS: dict[str, tuple[str, str]] = {
    # overview
    "lessons.what": ("Lessons or exercises", "课程或练习"),
    "lessons.exercises": ("Exercises", "练习"),
    "lessons.about": (
        "{n} short lessons. Each step is a real layer: predict, look, then change its numbers in the panel.",
        "共 {n} 节短课。每一步都是一个真实的层：先预测，再看图，然后在面板里改数字。",
    ),
    "lessons.steps": (" {n}\u00a0steps.", "共\u00a0{n}\u00a0步。"),
    "lessons.door": (
        "`lesson={value}` is no lesson of ours; the overview has them all.",
        "没有名为 `lesson={value}` 的课程，请看课程列表。",
    ),
    # a step
    "lessons.headline": ("Lesson {n} · {title}", "第 {n} 课 · {title}"),
    "lessons.no_step": (
        "This lesson has {n} steps and no step {step}: step {shown} is shown.",
        "这一课共 {n} 步，没有第 {step} 步：现在显示第 {shown} 步。",
    ),
    "lessons.open": ("Open on the page “{page}”", "在“{page}”页打开"),
    "lessons.reset": ("Back to the lesson's layer", "恢复本课的设置"),
    "lessons.still": (
        "The picture does not show this yet. Your answer brings it up.",
        "图中仍是上一步的设置；作答后更新。",
    ),
    # the way on
    "lessons.all": ("All lessons", "全部课程"),
    "lessons.step": ("Step {n} of {steps}", "第 {n} 步，共 {steps} 步"),
    "lessons.back": ("Back", "上一步"),
    "lessons.next": ("Next", "下一步"),
    "lessons.show": ("Show the answer", "看答案"),
    "lessons.next_lesson": ("Next lesson", "下一课"),
    "lessons.to_exercises": ("To the exercises", "去做练习"),
}
