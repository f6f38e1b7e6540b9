"""A channel's preview as t.me/s/<channel> writes it.

The elements and their classes are those that DIYgod/RSSHub (lib/v2/telegram/channel.js) and
medialab/minet (minet/telegram/scraper.py) read; their order and nesting those of whole messages
that public notes on the preview quote (September 2026, messages 47107 and 47109 of a news
channel: edited, an album). What is said in them is invented.
"""

HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kanalen – Telegram</title>'
    '<meta property="og:title" content="Kanalen">{previous}'
    '<link rel="canonical" href="/s/kanalen"></head><body class="widget_frame_base tgme_webpreview '
    'tgme_theme emoji_image no_transition"><main class="tgme_main"><section '
    'class="tgme_channel_history js-message_history">'
)
BUTTON = (
    '<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/kanalen?before='
    '{number}" class="tme_messages_more js-messages_more" data-before="{number}"></a></div>'
)
TAIL = "</section></main></body></html>"


def preview(*messages: str, before: int | None = None) -> str:
    """A page of messages, the oldest first; `before` as the page names the page before it."""
    previous = "" if before is None else f'<link rel="prev" href="/s/kanalen?before={before}">'
    button = "" if before is None else BUTTON.format(number=before)
    return HEAD.format(previous=previous) + button + "".join(messages) + TAIL


def message(number: int, body: str, *, edited: bool = False, host: str = "https://t.me") -> str:
    """A message; `body` is what stands between its channel's name and its footer."""
    mark = "edited &nbsp;" if edited else ""
    return (
        '<div class="tgme_widget_message_wrap js-widget_message_wrap"><div '
        'class="tgme_widget_message text_not_supported_wrap js-widget_message" '
        f'data-post="kanalen/{number}" data-view="eyJjIjotMX0"><div '
        f'class="tgme_widget_message_user"><a href="{host}/kanalen"><i '
        'class="tgme_widget_message_user_photo bgcolor2" data-content="K"></i></a></div><div '
        'class="tgme_widget_message_bubble"><i class="tgme_widget_message_bubble_tail"></i><div '
        'class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" '
        f'href="{host}/kanalen"><span dir="auto">Kanalen</span></a></div>{body}<div '
        'class="tgme_widget_message_footer compact js-message_footer"><div '
        'class="tgme_widget_message_info short js-message_info"><span '
        'class="tgme_widget_message_views">4.85K</span><span class="copyonly"> views</span><span '
        f'class="tgme_widget_message_meta">{mark}<a class="tgme_widget_message_date" '
        f'href="{host}/kanalen/{number}"><time datetime="2026-11-20T17:04:01+00:00" class="time">'
        "18:04</time></a></span></div></div></div></div></div>"
    )


def words(text: str) -> str:
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'


FORWARDED = (
    '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<a '
    'class="tgme_widget_message_forwarded_from_name" href="https://t.me/annan/77"><span dir="auto">'
    'Andra kanalen</span></a> (<span class="tgme_widget_message_forwarded_from_author" dir="auto">'
    "Sanningen</span>)</div>"
)
REPLY = (
    '<a class="tgme_widget_message_reply user-color-default" href="https://t.me/kanalen/40"><div '
    'class="tgme_widget_message_author accent_color"><span class="tgme_widget_message_author_name" '
    'dir="auto">Tredje</span></div><div class="tgme_widget_message_text js-message_reply_text" '
    'dir="auto">Vem är hon?</div></a>'
)
VIDEO = (
    '<a class="tgme_widget_message_video_player js-message_video_player" '
    'href="https://t.me/kanalen/43"><i class="tgme_widget_message_video_thumb" '
    "style=\"background-image:url('https://cdn4.telesco.example/a')\"></i><time "
    'class="message_video_duration js-message_video_duration">0:20</time></a>'
)
ALBUM = (
    '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap" style="width:453px;">'
    '<div class="tgme_widget_message_grouped js-message_grouped"><div '
    'class="tgme_widget_message_grouped_layer js-message_grouped_layer"><a '
    'class="tgme_widget_message_photo_wrap grouped_media_wrap blured js-message_photo" '
    "style=\"background-image:url('https://cdn4.telesco.example/b')\" "
    'href="https://t.me/kanalen/44?single"></a><a class="tgme_widget_message_photo_wrap '
    'grouped_media_wrap" href="https://t.me/kanalen/45?single"></a></div></div></div>'
)
DOCUMENT = (
    '<div class="tgme_widget_message_document_wrap"><div class="tgme_widget_message_document">'
    '<div class="tgme_widget_message_document_title accent_color" dir="auto">amina-provhult.pdf'
    '</div><div class="tgme_widget_message_document_extra" dir="auto">1.2 MB</div></div></div>'
)
POLL = (
    '<div class="tgme_widget_message_poll js-poll"><div class="tgme_widget_message_poll_question">'
    'Ska vi åka hem till Amina?</div><div class="tgme_widget_message_poll_type">Anonymous poll'
    '</div><div class="tgme_widget_message_poll_options"><div '
    'class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">'
    '90%</div><div class="tgme_widget_message_poll_option_value"><div '
    'class="tgme_widget_message_poll_option_text">Ja, i kväll</div></div></div></div></div>'
)
CREATED = (
    '<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message '
    'text_not_supported_wrap service_message js-widget_message" data-post="kanalen/1"><div '
    'class="tgme_widget_message_text js-message_text" dir="auto">Channel created</div></div></div>'
)
EMPTY = (
    '<div class="tgme_widget_message_wrap"><div class="tme_no_messages_found">No posts found</div>'
    "</div>"
)
LANDING = (
    "<!DOCTYPE html><html><head><title>Telegram: Contact @kanalen</title></head><body><div "
    'class="tgme_page_wrap"><div class="tgme_page_title"><span dir="auto">Kanalen</span></div>'
    '<div class="tgme_page_description">If you have Telegram, you can view and join Kanalen right '
    "away.</div></div></body></html>"
)
"""Where t.me leads to from the preview of a channel that has none."""
