"""The configuration of nginx for a desk that an office shares: TLS before it, and nothing else open to the network."""

from __future__ import annotations

from urllib.parse import urlsplit

from honour_roll.desk.guard import HOME
from honour_roll.desk.photos_in import MOST_BYTES

# `listen … http2` is for nginx before 1.25 as well; newer ones only remark on it.
_TEMPLATE = """\
# Bàn viết dùng chung ở {address}, do bàn viết in ra.
# Chép vào /etc/nginx/conf.d/ban-viet.conf, sửa hai dòng ssl_certificate, rồi chạy: nginx -t && systemctl reload nginx

{plain}server {{
    listen {port} ssl http2;
    listen [::]:{port} ssl http2;
    server_name {host};

    ssl_certificate     /etc/ssl/{host}.pem;
    ssl_certificate_key /etc/ssl/private/{host}.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:ban_viet:1m;
    ssl_session_tickets off;

    # Trình duyệt chỉ dùng đường mã hóa tới địa chỉ này trong một năm. Những đầu mục an toàn khác do bàn viết gửi.
    add_header Strict-Transport-Security "max-age=31536000" always;

    # Một ảnh nặng nhất {most} MB; bàn viết cũng tự đếm.
    client_max_body_size {most_body}m;
    client_body_timeout 60s;

    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_read_timeout 600s;

    location / {{
        proxy_pass http://{backend};
    }}

    # Tin bàn viết gửi ngay cho trang đang mở: ai cùng mở bài, bài vừa được sửa.
    location {home}su-kien/ {{
        proxy_pass http://{backend};
        proxy_buffering off;
    }}

    error_page 413 @too_large;
    location @too_large {{
        default_type application/json;
        return 413 '{{"error": "Tệp lớn hơn {most} MB. Chụp lại hoặc thu nhỏ rồi thả lại."}}';
    }}

    error_page 502 504 @closed;
    location @closed {{
        default_type "text/plain; charset=utf-8";
        return 502 "Bàn viết đang đóng. Nhờ người phụ trách máy mở lại; những gì đã gõ vẫn còn.";
    }}
}}
"""
_PLAIN = """\
server {{
    listen 80;
    listen [::]:80;
    server_name {host};
    return 301 {address}$request_uri;
}}

"""


def configuration(address: str, backend: str) -> str:
    """Return the configuration for a desk that browsers know as ``address`` and that listens at ``backend``.

    ``address`` is an origin, ``https://ban-viet.example.vn``; ``backend`` a host and a port.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    plain = "" if parts.port else _PLAIN.format(host=host, address=address)
    most = MOST_BYTES // 10**6
    return _TEMPLATE.format(
        address=address,
        plain=plain,
        port=parts.port or 443,
        host=host,
        most=most,
        most_body=most + 1,
        backend=backend,
        home=HOME,
    )
