"""Link a chat to an account with a one-time code, and unlink it. Agents do it for themselves, admins for any agent."""

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.accounts import Account, Role
from console.agents.tools import AgentTools
from console.frame.doors import allowed
from console.frame.visit import Staff
from console.permissions import Act
from rumours.agent_chats import CODE_SECONDS

_LINK = Act.LINK_AGENT


def add_chats(router: APIRouter, tools: AgentTools) -> None:
    @router.get("/chat")
    def chat(staff: Staff = allowed(_LINK)) -> Response:
        return _page(staff, tools)

    @router.post("/chat/code")
    def code(staff: Staff = allowed(_LINK)) -> Response:
        agent = _chosen(staff)
        made = tools.chats.make_code(agent.id)
        staff.did(_LINK, "agent_chat", agent.id)
        return _page(staff, tools, made, agent)

    @router.post("/chat/unlink")
    def unlink(staff: Staff = allowed(_LINK)) -> Response:
        agent = _chosen(staff)
        count = tools.chats.leave_all(agent.id)
        staff.did("unlink_agent", "agent_chat", agent.id)
        return staff.goes_to("/agents/chat", "agents.said.unlinked", count=count)


def _agents(staff: Staff) -> list[Account]:
    """Whose chats this account may link: an admin everybody's who is an agent, others their own."""
    if not staff.account.is_admin:
        return [staff.account]
    return [one for one in staff.desk.accounts.all() if not one.locked and Role.AGENT in one.roles]


def _chosen(staff: Staff) -> Account:
    wanted = staff.form.get("account")
    agent = next((one for one in _agents(staff) if one.id == wanted), None)
    if agent is None:
        raise NotFound("no such agent")
    return agent


def _page(staff: Staff, tools: AgentTools, code: str = "", agent: Account | None = None) -> Response:
    linked = [(one, tools.chats.chats_of(one.id)) for one in _agents(staff)]
    return staff.page("agents/chat.html", agents=linked, code=code, whose=agent, minutes=int(CODE_SECONDS // 60))
