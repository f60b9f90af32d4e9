"""What a page holds beside its report: date lines, menus, credits, captions printed twice."""
