define('WASmaxGroupsMembershipRequestsActionRPC', (require) => ({
  async sendMembershipRequestsActionRPC({ iqTo, approveArgs, rejectArgs }) {
    const approve = approveArgs !== undefined;
    const wids = (approveArgs ?? rejectArgs).participantArgs.map(({ participantJid }) => participantJid);
    const results = await require('sim/link').ask('group-answer-request', { group: iqTo, wids, approve });
    const mixins = approve
      ? 'membershipRequestsActionAcceptParticipantMixins'
      : 'membershipRequestsActionRejectParticipantMixins';
    const participant = results.map(({ number, code }) => ({
      jid: `${number}@s.whatsapp.net`,
      ...(code !== 200 && { [mixins]: { value: { error: String(code) } } }),
    }));
    const part = approve ? 'membershipRequestsActionApprove' : 'membershipRequestsActionReject';
    return { name: 'MembershipRequestsActionResponseSuccess', value: { [part]: { participant } } };
  },
}));
