define('WAWebModifyParticipantsGroupAction', (require) => {
  const change = (what) => (chat, participants) =>
    require('sim/link').ask(what, {
      group: chat.id.toString(),
      wids: participants.map(({ id }) => id.toString()),
    });

  return {
    removeParticipants: change('group-remove'),
    promoteParticipants: change('group-promote'),
    demoteParticipants: change('group-demote'),
  };
});
