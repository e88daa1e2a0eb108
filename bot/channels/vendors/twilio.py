"""Twilio's Programmable Messaging, as its documentation describes it."""

import base64
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from twilio.request_validator import RequestValidator

from bot.channels.twilio.channel import Twilio
from bot.channels.vendors.vendor import Call, Vendor

ACCOUNT, TOKEN, PUBLIC_URL, OWN = "AC0001", "auth-token", "https://support.example", "+15550783881"


class FakeTwilio(Vendor):
    name = "twilio"

    def platform(self, address: str) -> Twilio:
        return Twilio(ACCOUNT, TOKEN, PUBLIC_URL, address)

    def signed(self, body: bytes, query: str = "") -> Call:
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        validator: Any = RequestValidator(TOKEN)  # type: ignore[no-untyped-call]
        signature = validator.compute_signature(f"{PUBLIC_URL}/channels/twilio{query and '?'}{query}", form)
        return Call(body, {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}, query)

    def message(self, text: str, number: int, who: int = 1) -> Call:
        return self._said(number, who, Body=text, NumMedia="0")

    def picture(self, name: str, number: int, who: int = 1) -> Call:
        media = {"MediaUrl0": f"{self.address}/files/{name}", "MediaContentType0": "image/jpeg"}
        return self._said(number, who, Body="", NumMedia="1", **media)

    def opt_out(self, word: str, who: int = 1) -> Call:
        """The delivery of STOP, START or HELP, which Twilio has answered itself."""
        return self._said(0, who, Body=word, NumMedia="0", OptOutType=word)

    def _said(self, number: int, who: int, **said: str) -> Call:
        name = f"SM{who:05}{number:06}"
        form = {"MessageSid": name, "SmsSid": name, "AccountSid": ACCOUNT, "From": f"+4477009{who:05}", "To": OWN}
        form |= {**said, "NumSegments": "1", "FromCountry": "GB", "ApiVersion": "2010-04-01"}
        return self.signed(urlencode(form).encode())

    def status(self, status: str, address: str) -> Call:
        """What became of a message of ours, for the address that came with it."""
        form = {"MessageSid": f"SM-out-{len(self.shown)}", "MessageStatus": status, "To": "+447700900001", "From": OWN}
        return self.signed(urlencode(form).encode(), urlsplit(address).query)

    async def take(self, request: Request) -> Response:
        credentials = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {credentials}":
            return JSONResponse({"code": 20003, "status": 401}, 401)
        if request.method == "GET":
            return self.give(request.url.path)
        said = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        if len(said["Body"]) > 1600 or said["From"] != OWN:
            return JSONResponse({"code": 21617, "status": 400}, 400)
        self.show(said["To"], said["Body"], {})
        self.receipts.append(self.status("sent", said["StatusCallback"]))
        return JSONResponse({"sid": f"SM{len(self.shown)}", "status": "queued"}, 201)

    def refusal(self) -> Response:
        return JSONResponse({"code": 21610, "status": 400, "message": "unsubscribed recipient"}, 400)
