"""The stage of the training centre; these doors do not exist elsewhere."""

from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from central.behaviour import Gateway
from central.doors.caller import TheCentre, refusals
from central.practice import standing
from central.schemas import AskBehaviour, AskPractice, BehaviourReply, PracticeReply
from central.wire import reply

router = APIRouter(tags=["training"])


@router.get("/v1/training/behaviour", response_model=BehaviourReply)
def behaviour(request: Request, centre: TheCentre) -> Response:
    """Say how the training centre behaves now."""
    return reply(request, behaviour=asdict(centre.stage.now))


@router.put("/v1/training/practice", response_model=PracticeReply, responses=refusals(400, 413, 422))
def practise(request: Request, centre: TheCentre, asked: AskPractice) -> Response:
    """Return the practice authority of this centre; where there is no whole one, the one offered is it from now on."""
    return reply(request, authority=standing(centre.store, asked.authority.model_dump(), centre.clock()))


@router.put("/v1/training/behaviour", response_model=BehaviourReply, responses=refusals(400, 413, 422))
def behave(request: Request, centre: TheCentre, asked: AskBehaviour) -> Response:
    """Change how the training centre behaves; what is not named stays as it is."""
    fields = asked.model_dump(exclude_unset=True)
    if "gateway" in fields:
        fields["gateway"] = Gateway(fields["gateway"])
    if "reject" in fields:
        fields["reject"] = tuple(fields["reject"])
    centre.stage.change(**fields)
    return reply(request, behaviour=asdict(centre.stage.now))
